/* Products of small matrices, with the sums in registers. */
#pragma once
#include "vector.h"

namespace winograd {

/* f(r, j) of a block of sums, unrolled by name: the compiler otherwise keeps the sums in memory before and after. */
template <int rows, int columns, class F>
inline void each(F f) {
  #pragma GCC unroll 32
  for (int r = 0; r < rows; r++)
    #pragma GCC unroll 4
    for (int j = 0; j < columns; j++) f(r, j);
}

/* Adds to rows x (columns * kLanes) sums in registers: sum[r][j] += a[r * step_r + n * step_n] * b[n * width + j] over n.
 * kStep is step_r where that is known at compile time, else 0: known, it becomes part of the instructions. */
template <int rows, int columns, int kStep>
inline void multiply(const float* a, int step_r, int step_n, const float* b, int width, int n, float* sums, int stride,
                     bool add) {
  if (kStep) step_r = kStep;
  Vec sum[rows][columns];
  if (add) each<rows, columns>([&](int r, int j) { sum[r][j] = load(sums + r * stride + j * kLanes); });
  else each<rows, columns>([&](int r, int j) { sum[r][j] = Vec{}; });
  for (int i = 0; i < n; i++, a += step_n, b += width) {
    Vec v[columns];
    each<1, columns>([&](int, int j) { v[j] = load(b + j * kLanes); });
    each<rows, columns>([&](int r, int j) { sum[r][j] += a[r * step_r] * v[j]; });
  }
  each<rows, columns>([&](int r, int j) { store(sums + r * stride + j * kLanes, sum[r][j]); });
}

/* A matrix by panels of columns: a panel's rows are `stride` apart, the panels `next`. */
template <class Float>
struct Panels {
  Float* data;
  int stride, next;
  operator Panels<const Float>() const { return {data, stride, next}; }
};

/* rows x width sums: sums[r][k] (+)= sum over n of a[r * step_r + n * step_n] * b[n][k]. */
template <int columns, int kStep>
inline void multiply_all(const float* a, int step_r, int step_n, Panels<const float> b, int width, int n, int rows,
                         Panels<float> sums, bool add) {
  constexpr int together = kAccumulators / columns;
  for (int k = 0; k < width; k += columns * kLanes, b.data += b.next, sums.data += sums.next) {
    int r = 0;
    for (; r + together <= rows; r += together)
      multiply<together, columns, kStep>(a + r * step_r, step_r, step_n, b.data, b.stride, n, sums.data + r * sums.stride, sums.stride, add);
    for (; r < rows; r++)
      multiply<1, columns, kStep>(a + r * step_r, step_r, step_n, b.data, b.stride, n, sums.data + r * sums.stride, sums.stride, add);
  }
}

/* Columns of a panel of a matrix that is `width` wide: what multiply_any takes at a time. */
inline int panel(int width) { return width % (2 * kLanes) == 0 ? 2 * kLanes : kLanes; }

template <int kStep>
inline void multiply_panels(const float* a, int step_r, int step_n, Panels<const float> b, int width, int n, int rows,
                            Panels<float> sums, bool add) {
  if (panel(width) == 2 * kLanes) multiply_all<2, kStep>(a, step_r, step_n, b, width, n, rows, sums, add);
  else multiply_all<1, kStep>(a, step_r, step_n, b, width, n, rows, sums, add);
}

inline void multiply_any(const float* a, int step_r, int step_n, Panels<const float> b, int width, int n, int rows,
                         Panels<float> sums, bool add) {
  switch (step_r) {
    case 1: return multiply_panels<1>(a, step_r, step_n, b, width, n, rows, sums, add);
    case 16: return multiply_panels<16>(a, step_r, step_n, b, width, n, rows, sums, add);
    case 32: return multiply_panels<32>(a, step_r, step_n, b, width, n, rows, sums, add);
    case 64: return multiply_panels<64>(a, step_r, step_n, b, width, n, rows, sums, add);
    default: return multiply_panels<0>(a, step_r, step_n, b, width, n, rows, sums, add);
  }
}

}  // namespace winograd
