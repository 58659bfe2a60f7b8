/* The transforms of F(4, 3) in one direction: four sums of three products each, by six products.
 *
 *   y = A' [ (G g) * (B' d) ]              d: six inputs, g: three taps, y: four outputs
 *
 * Taps and outputs are polynomials, multiplied by their values at six points: 0, ±√½, ±√2 and infinity. Points ±c, ±1/c
 * round little (Alam and others 2022, "Winograd Convolution for Deep Neural Networks: Efficient Point Selection"). In the
 * code "near" are the points ±√½, "far" are ±√2; at a point and its negative, even powers have the same values. */
#pragma once
#include "vector.h"

namespace winograd {

constexpr int kTaps = 3;
/* Outputs of a tile and points, in each direction. */
constexpr int kOutputs = 4, kPoints = 6;

constexpr float kRoot2 = 1.41421356237309505f, kRootHalf = 0.70710678118654752f;
/* 1 over the product of a near or far point's differences to the other finite ones. */
constexpr float kNear = -2.f / 3, kFar = 1.f / 6;

/* B' d */
inline void of_input(const Vec d[kPoints], Vec out[kPoints]) {
  const Vec even_near = d[4] - 2.f * d[2], odd_near = d[3] - 2.f * d[1];
  const Vec even_far = d[4] - 0.5f * d[2], odd_far = d[3] - 0.5f * d[1];
  out[0] = d[0] + d[4] - 2.5f * d[2];
  out[1] = even_near + kRootHalf * odd_near, out[2] = even_near - kRootHalf * odd_near;
  out[3] = even_far + kRoot2 * odd_far, out[4] = even_far - kRoot2 * odd_far;
  out[5] = d[1] + d[5] - 2.5f * d[3];
}

/* A' m */
inline void to_output(const Vec m[kPoints], Vec y[kOutputs]) {
  const Vec even_near = m[1] + m[2], odd_near = m[1] - m[2], even_far = m[3] + m[4], odd_far = m[3] - m[4];
  y[0] = m[0] + even_near + even_far;
  y[1] = kRootHalf * odd_near + kRoot2 * odd_far;
  y[2] = 0.5f * even_near + 2.f * even_far;
  y[3] = 0.5f * kRootHalf * odd_near + 2.f * kRoot2 * odd_far + m[5];
}

/* A dy, the adjoint of to_output. */
inline void of_output_gradient(const Vec dy[kOutputs], Vec out[kPoints]) {
  const Vec even_near = dy[0] + 0.5f * dy[2], odd_near = dy[1] + 0.5f * dy[3];
  const Vec even_far = dy[0] + 2.f * dy[2], odd_far = dy[1] + 2.f * dy[3];
  out[0] = dy[0];
  out[1] = even_near + kRootHalf * odd_near, out[2] = even_near - kRootHalf * odd_near;
  out[3] = even_far + kRoot2 * odd_far, out[4] = even_far - kRoot2 * odd_far;
  out[5] = dy[3];
}

/* G g */
inline void of_filter(const Vec g[kTaps], Vec out[kPoints]) {
  const Vec even_near = kNear * (g[0] + 0.5f * g[2]), odd_near = kNear * kRootHalf * g[1];
  const Vec even_far = kFar * (g[0] + 2.f * g[2]), odd_far = kFar * kRoot2 * g[1];
  out[0] = g[0];
  out[1] = even_near + odd_near, out[2] = even_near - odd_near;
  out[3] = even_far + odd_far, out[4] = even_far - odd_far;
  out[5] = g[2];
}

/* G' u, the adjoint of of_filter. */
inline void to_filter_gradient(const Vec u[kPoints], Vec dg[kTaps]) {
  const Vec even_near = kNear * (u[1] + u[2]), odd_near = kNear * (u[1] - u[2]);
  const Vec even_far = kFar * (u[3] + u[4]), odd_far = kFar * (u[3] - u[4]);
  dg[0] = u[0] + even_near + even_far;
  dg[1] = kRootHalf * odd_near + kRoot2 * odd_far;
  dg[2] = 0.5f * even_near + 2.f * even_far + u[5];
}

/* A transform of `from` numbers to `to`, down the columns and then along the rows of in[from][from]. */
template <int from, int to, class Transform>
inline void twice(Transform transform, const Vec in[from][from], Vec out[to][to]) {
  Vec half[to][from];
  for (int j = 0; j < from; j++) {
    Vec column[from], mixed[to];
    for (int i = 0; i < from; i++) column[i] = in[i][j];
    transform(column, mixed);
    for (int i = 0; i < to; i++) half[i][j] = mixed[i];
  }
  for (int i = 0; i < to; i++) transform(half[i], out[i]);
}

}  // namespace winograd
