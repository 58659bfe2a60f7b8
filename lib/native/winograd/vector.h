/* Vectors of floats, as the processor has them. */
#pragma once
#include <cstring>

namespace winograd {

/* Floats in a vector, and vectors of sums kept in registers: AVX2 has 16 registers of 8 floats. On the Zen 4 that this was
 * measured on, AVX-512 with twice as many was slower. */
constexpr int kLanes = 8, kAccumulators = 8;
using Vec = float __attribute__((vector_size(kLanes * sizeof(float))));

inline Vec load(const float* from) {
  Vec v;
  std::memcpy(&v, from, sizeof v);
  return v;
}
inline void store(float* to, Vec v) { std::memcpy(to, &v, sizeof v); }

}  // namespace winograd
