/* Batch norm of a training step with the sum and the ReLU that follow it in a ResNet: the passes over memory.
 *
 *   y = max(scale * z + offset + side, 0),   z = (x - mean) / std
 *
 * Its gradient, with g = dy where y > 0, else 0, and n values a channel (Ioffe and Szegedy 2015, section 3):
 *   dside = g,   doffset = sum g,   dscale = sum g z,   dx = scale / std * (g - doffset / n - z * dscale / n)
 *
 * Without a side, y is computed again from x, which is read anyway: where it is positive is all that matters.
 *
 * Tensors are [pixels, channels], the number of channels a multiple of kLanes. Sums are float32 over short runs of pixels
 * and float64 beyond. */
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>
#include "winograd/vector.h"

namespace batch_norm {

using winograd::kLanes;
using winograd::load;
using winograd::store;
using winograd::Vec;

/* Pixels of a run: small enough that its values stay in the cache while channel after channel is summed. */
constexpr int64_t kRun = 64;

/* Two sums a channel: [2][channels]. */
using Sums = std::vector<double>;

inline Vec positive(Vec condition, Vec value) { return condition > 0.f ? value : Vec{}; }

/* Adds the two terms that term(offset, channel, &first, &second) gives for each vector of the pixels [from, to). */
template <class Term>
void add_up(int64_t from, int64_t to, int channels, Sums& sums, Term term) {
  for (; from < to; from += kRun) {
    const int64_t end = std::min(from + kRun, to);
    for (int c = 0; c < channels; c += kLanes) {
      Vec even[2] = {}, odd[2] = {}, a, b;  // two chains of additions, as one waits for itself
      int64_t p = from;
      for (; p + 1 < end; p += 2) {
        term(p * channels + c, c, &a, &b);
        even[0] += a, even[1] += b;
        term((p + 1) * channels + c, c, &a, &b);
        odd[0] += a, odd[1] += b;
      }
      if (p < end) {
        term(p * channels + c, c, &a, &b);
        even[0] += a, even[1] += b;
      }
      for (int s = 0; s < 2; s++)
        for (int lane = 0; lane < kLanes; lane++) sums[s * channels + c + lane] += (even[s] + odd[s])[lane];
    }
  }
}

/* Sums of x - shift and of its square; a value of each channel as its shift keeps them small. */
inline void moments(const float* x, const float* shift, int64_t from, int64_t to, int channels, Sums& sums) {
  add_up(from, to, channels, sums, [=](int64_t at, int c, Vec* a, Vec* b) {
    *a = load(x + at) - load(shift + c);
    *b = *a * *a;
  });
}

/* (x - mean) * factor + offset. */
struct Affine {
  const float *mean, *factor, *offset;
  Vec operator()(Vec x, int c) const { return (x - load(mean + c)) * load(factor + c) + load(offset + c); }
};

/* max(affine(x) + side, 0); `side` may be null. NaN stays NaN. */
inline void normalise(const float* x, Affine affine, const float* side, int64_t from, int64_t to, int channels, float* y) {
  for (int64_t p = from * channels; p < to * channels; p += channels) {
    for (int c = 0; c < channels; c += kLanes) {
      Vec v = affine(load(x + p + c), c);
      if (side) v += load(side + p + c);
      store(y + p + c, v < 0.f ? Vec{} : v);
    }
  }
}

/* Sums of g and g * (x - mean), where g is gradient(offset, channel). */
template <class Gradient>
void gradient_sums(const float* x, const float* mean, Gradient gradient, int64_t from, int64_t to, int channels, Sums& sums) {
  add_up(from, to, channels, sums, [=](int64_t at, int c, Vec* a, Vec* b) {
    *a = gradient(at, c);
    *b = *a * (load(x + at) - load(mean + c));
  });
}

/* dx = factor * g + slope * (x - mean) + constant. */
template <class Gradient>
void input_gradient(const float* x, const float* mean, Gradient gradient, const float* factor, const float* slope,
                    const float* constant, int64_t from, int64_t to, int channels, float* dx) {
  for (int64_t p = from * channels; p < to * channels; p += channels) {
    for (int c = 0; c < channels; c += kLanes) {
      const Vec from_x = load(slope + c) * (load(x + p + c) - load(mean + c)) + load(constant + c);
      store(dx + p + c, load(factor + c) * gradient(p + c, c) + from_x);
    }
  }
}

}  // namespace batch_norm
