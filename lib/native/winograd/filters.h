/* Transformed filters, their gradient, and the filter of the input's gradient. */
#pragma once
#include <cstddef>
#include <vector>
#include "tiles.h"
#include "vector.h"

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
        Vec rows[4][3];
        for (int j = 0; j < 3; j++) {
          Vec taps[3], mixed[4];
          for (int i = 0; i < 3; i++) taps[i] = load(g + (static_cast<std::size_t>(3 * i + j) * in + c) * out + k);
          mix(taps, mixed);
          for (int i = 0; i < 4; i++) rows[i][j] = mixed[i];
        }
        for (int i = 0; i < 4; i++) {
          Vec mixed[4];
          mix(rows[i], mixed);
          for (int j = 0; j < 4; j++) store(u.at(4 * i + j, c) + k, mixed[j]);
        }
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
        Vec rows[3][4];
        for (int j = 0; j < 4; j++) {
          Vec places[4], taps[3];
          for (int i = 0; i < 4; i++) places[i] = load(at(4 * i + j, c) + k);
          unmix(places, taps);
          for (int i = 0; i < 3; i++) rows[i][j] = taps[i];
        }
        for (int i = 0; i < 3; i++) {
          Vec taps[3];
          unmix(rows[i], taps);
          for (int j = 0; j < 3; j++) store(dg + (static_cast<std::size_t>(3 * i + j) * in_ + c) * out_ + k, taps[j]);
        }
      }
    }
  }

 private:
  static void mix(const Vec g[3], Vec out[4]) {
    const Vec even = 0.5f * (g[0] + g[2]), odd = 0.5f * g[1];
    out[0] = g[0], out[1] = even + odd, out[2] = even - odd, out[3] = g[2];
  }
  static void unmix(const Vec u[4], Vec out[3]) {
    const Vec sum = 0.5f * (u[1] + u[2]);
    out[0] = u[0] + sum, out[1] = 0.5f * (u[1] - u[2]), out[2] = sum + u[3];
  }

  int in_, out_;
  std::vector<float> values_;
};

/* The filter of the input's gradient: turned by half a turn, channels swapped. [3, 3, in, out] -> [3, 3, out, in]. */
inline std::vector<float> turned(const float* g, int in, int out) {
  std::vector<float> result(static_cast<std::size_t>(9) * in * out);
  for (int tap = 0; tap < 9; tap++)
    for (int c = 0; c < in; c++)
      for (int k = 0; k < out; k++) result[((8 - tap) * out + k) * in + c] = g[(tap * in + c) * out + k];
  return result;
}

}  // namespace winograd
