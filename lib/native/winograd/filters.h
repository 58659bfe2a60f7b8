/* Transformed filters, their gradient, and the filter of the input's gradient. */
#pragma once
#include <cstddef>
#include <vector>
#include "products.h"
#include "tiles.h"
#include "transforms.h"

namespace winograd {

/* Filters [3, 3, in, out] as G g G': [kPlaces][panels][in][panel(out)], so that what a product reads lies side by side. The
 * memory, size() floats, is another's. */
class Filters {
 public:
  static std::size_t size(int in, int out) { return static_cast<std::size_t>(kPlaces) * in * out; }
  Filters(int in, int out, float* values) : in_(in), out_(out), panel_(panel(out)), values_(values) {}
  /* The matrix [in, out] of a place. */
  Panels<float> at(int place) { return {values_ + plane() * place, panel_, in_ * panel_}; }
  Panels<const float> at(int place) const { return {values_ + plane() * place, panel_, in_ * panel_}; }

  /* G g G' of the input channels [first, last). */
  void transform(const float* g, int first, int last) {
    for (int c = first; c < last; c++) {
      for (int k = 0; k < out_; k += kLanes) {
        Vec taps[kTaps][kTaps], places[kPoints][kPoints];
        for (int i = 0; i < kTaps; i++)
          for (int j = 0; j < kTaps; j++) taps[i][j] = load(g + (static_cast<std::size_t>(kTaps * i + j) * in_ + c) * out_ + k);
        twice<kTaps, kPoints>(of_filter, taps, places);
        for (int i = 0; i < kPoints; i++)
          for (int j = 0; j < kPoints; j++) store(values_ + index(kPoints * i + j, c, k), places[i][j]);
      }
    }
  }

  void add(const Filters& other) {
    for (std::size_t i = 0; i < size(in_, out_); i++) values_[i] += other.values_[i];
  }

  /* The gradient of g from that of G g G': G' u G. */
  void gradient(float* dg) const {
    for (int c = 0; c < in_; c++) {
      for (int k = 0; k < out_; k += kLanes) {
        Vec places[kPoints][kPoints], taps[kTaps][kTaps];
        for (int i = 0; i < kPoints; i++)
          for (int j = 0; j < kPoints; j++) places[i][j] = load(values_ + index(kPoints * i + j, c, k));
        twice<kPoints, kTaps>(to_filter_gradient, places, taps);
        for (int i = 0; i < kTaps; i++)
          for (int j = 0; j < kTaps; j++) store(dg + (static_cast<std::size_t>(kTaps * i + j) * in_ + c) * out_ + k, taps[i][j]);
      }
    }
  }

 private:
  std::size_t plane() const { return static_cast<std::size_t>(in_) * out_; }
  /* Of channel k of the output, the first of a vector. */
  std::size_t index(int place, int in, int k) const {
    return plane() * place + (k / panel_ * in_ + in) * panel_ + k % panel_;
  }

  int in_, out_, panel_;
  float* values_;
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
