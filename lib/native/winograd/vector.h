/* Vectors of floats, as the processor has them. */
#pragma once
#include <cstring>

namespace winograd {

#ifndef FRAGILITY_LANES
#define FRAGILITY_LANES 8
#endif

/* Floats in a vector, and vectors of sums kept in registers: AVX2 has 16 registers of 8 floats, AVX-512 32 of 16. On the Zen 4
 * that this was measured on, AVX-512 was slower. Each number comes from the same operations in the same order with both. */
constexpr int kLanes = FRAGILITY_LANES, kAccumulators = kLanes;
using Vec = float __attribute__((vector_size(kLanes * sizeof(float))));

inline Vec load(const float* from) {
  Vec v;
  std::memcpy(&v, from, sizeof v);
  return v;
}
inline void store(float* to, Vec v) { std::memcpy(to, &v, sizeof v); }

}  // namespace winograd
