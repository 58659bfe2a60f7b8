/* Transformed filters, their gradient, and the filter of the input's gradient. */
#pragma once
#include <cstddef>
#include <vector>
#include "tiles.h"
#include "transforms.h"

namespace winograd {

/* Filters [3, 3, in, out] as G g G': [kPlaces][in][out]. */
class Filters {
 public:
  Filters(int in, int out) : in_(in), out_(out), values_(static_cast<std::size_t>(kPlaces) * in * out) {}
  float* at(int place, int in) { return &values_[(static_cast<std::size_t>(place) * in_ + in) * out_]; }
  const float* at(int place, int in) const { return &values_[(static_cast<std::size_t>(place) * in_ + in) * out_]; }

  static Filters of(const float* g, int in, int out) {
    Filters u(in, out);
    for (int c = 0; c < in; c++) {
      for (int k = 0; k < out; k += kLanes) {
        Vec taps[kTaps][kTaps], places[kPoints][kPoints];
        for (int i = 0; i < kTaps; i++)
          for (int j = 0; j < kTaps; j++) taps[i][j] = load(g + (static_cast<std::size_t>(kTaps * i + j) * in + c) * out + k);
        twice<kTaps, kPoints>(of_filter, taps, places);
        for (int i = 0; i < kPoints; i++)
          for (int j = 0; j < kPoints; j++) store(u.at(kPoints * i + j, c) + k, places[i][j]);
      }
    }
    return u;
  }

  void add(const Filters& other) {
    for (std::size_t i = 0; i < values_.size(); i++) values_[i] += other.values_[i];
  }

  /* The gradient of g from that of G g G': G' u G. */
  void gradient(float* dg) const {
    for (int c = 0; c < in_; c++) {
      for (int k = 0; k < out_; k += kLanes) {
        Vec places[kPoints][kPoints], taps[kTaps][kTaps];
        for (int i = 0; i < kPoints; i++)
          for (int j = 0; j < kPoints; j++) places[i][j] = load(at(kPoints * i + j, c) + k);
        twice<kPoints, kTaps>(to_filter_gradient, places, taps);
        for (int i = 0; i < kTaps; i++)
          for (int j = 0; j < kTaps; j++) store(dg + (static_cast<std::size_t>(kTaps * i + j) * in_ + c) * out_ + k, taps[i][j]);
      }
    }
  }

 private:
  int in_, out_;
  std::vector<float> values_;
};

/* The filter of the input's gradient: turned by half a turn, channels swapped. [3, 3, in, out] -> [3, 3, out, in]. */
inline std::vector<float> turned(const float* g, int in, int out) {
  constexpr int taps = kTaps * kTaps;
  std::vector<float> result(static_cast<std::size_t>(taps) * in * out);
  for (int tap = 0; tap < taps; tap++)
    for (int c = 0; c < in; c++)
      for (int k = 0; k < out; k++) result[((taps - 1 - tap) * out + k) * in + c] = g[(tap * in + c) * out + k];
  return result;
}

}  // namespace winograd
