/* Convolutions 3 x 3 by their definition, for those that Winograd's filtering does not take: of few channels, or of stride 2.
 *
 * Float32, channels last: images [batch, height, width, in], filter [3, 3, in, out], one pixel of zero padding all around. With
 * the padding written out, the three pixels under a row of the filter lie side by side: each output is three sums of 3 * in
 * products. The number of output channels is a multiple of kLanes; of anything else there may be any number. */
#pragma once
#include <algorithm>
#include <vector>
#include "winograd/products.h"
#include "winograd/transforms.h"

namespace direct {

using winograd::kLanes;
using winograd::kTaps;
using winograd::load;
using winograd::store;
using winograd::Vec;

/* Pixels whose sums are in registers together, with up to two vectors of channels each. */
constexpr int kTogether = winograd::kAccumulators / 2;

struct Shape {
  int batch, height, width, in, out, stride;

  /* Pixels of the output. */
  int rows() const { return (height - 1) / stride + 1; }
  int across() const { return (width - 1) / stride + 1; }
  /* Numbers of a row of the padded image, and of the pixels under a row of the filter. */
  int line() const { return (width + 2) * in; }
  int under() const { return kTaps * in; }
};

/* The filter as [out / (columns * kLanes)][3 * 3 * in][columns * kLanes]: what a sum needs, side by side. */
inline std::vector<float> packed(const float* g, const Shape& s, int columns) {
  const int together = columns * kLanes, taps = kTaps * s.under();
  std::vector<float> to(static_cast<std::size_t>(taps) * s.out);
  float* next = to.data();
  for (int k = 0; k < s.out; k += together)
    for (int i = 0; i < taps; i++, next += together) std::copy_n(g + i * s.out + k, together, next);
  return to;
}

/* An image with one pixel of zeros around it: [height + 2, width + 2, in]. The zeros of `to` are there already. */
inline void pad(const float* image, const Shape& s, float* to) {
  for (int y = 0; y < s.height; y++) std::copy_n(image + y * s.width * s.in, s.width * s.in, to + (y + 1) * s.line() + s.in);
}

/* `pixels` neighbours of an output row, `columns` vectors of their channels. from: the padded pixel under the first's corner. */
template <int pixels, int columns>
inline void sum(const float* from, const Shape& s, const float* g, Vec (&sums)[pixels][columns]) {
  for (auto& pixel : sums) std::fill_n(pixel, columns, Vec{});
  const int step = s.stride * s.in, under = s.under();
  for (int t = 0; t < kTaps; t++, from += s.line()) {
    for (int i = 0; i < under; i++, g += columns * kLanes) {
      Vec v[columns];
      for (int j = 0; j < columns; j++) v[j] = load(g + j * kLanes);
      for (int p = 0; p < pixels; p++)
        for (int j = 0; j < columns; j++) sums[p][j] += from[p * step + i] * v[j];
    }
  }
}

template <int pixels, int columns, class Finish>
inline void output(const float* from, const Shape& s, const float* g, float* y, int channel, Finish finish) {
  Vec sums[pixels][columns];
  sum<pixels, columns>(from, s, g, sums);
  for (int p = 0; p < pixels; p++)
    for (int j = 0; j < columns; j++) {
      const int k = channel + j * kLanes;
      store(y + p * s.out + k, finish(sums[p][j], k));
    }
}

/* One image of the output. padded: as pad() makes it, g: as packed() does. */
template <int columns, class Finish>
void convolve_image(const float* padded, const float* g, const Shape& s, float* y, Finish finish) {
  const int across = s.across(), step = s.stride * s.in, taps = kTaps * s.under();
  for (int k = 0; k < s.out; k += columns * kLanes) {
    const float* filter = g + taps * k;
    for (int r = 0; r < s.rows(); r++) {
      const float* from = padded + r * s.stride * s.line();
      float* to = y + r * across * s.out;
      int p = 0;
      for (; p + kTogether <= across; p += kTogether)
        output<kTogether, columns>(from + p * step, s, filter, to + p * s.out, k, finish);
      for (; p < across; p++) output<1, columns>(from + p * step, s, filter, to + p * s.out, k, finish);
    }
  }
}

/* The images [first, last) of y = finish(x convolved with g, channel). g: as packed() makes it for `columns`. */
template <int columns, class Finish>
void convolve(const float* x, const float* g, const Shape& s, int first, int last, float* y, Finish finish) {
  std::vector<float> padded(static_cast<std::size_t>(s.height + 2) * s.line());
  const std::size_t in = static_cast<std::size_t>(s.height) * s.width * s.in;
  const std::size_t out = static_cast<std::size_t>(s.rows()) * s.across() * s.out;
  for (int image = first; image < last; image++) {
    pad(x + image * in, s, padded.data());
    convolve_image<columns>(padded.data(), g, s, y + image * out, finish);
  }
}

/* What the images [first, last) add to the filter's gradient, dg: [3, 3, in, out]. x: the images, or where `is_padded` as pad()
 * makes them; dy: [batch, rows, across, out]. Each image is summed by itself first, lest the sum of many lose digits. */
inline void filter_gradient(const float* x, bool is_padded, const float* dy, const Shape& s, int first, int last, float* dg) {
  const std::size_t whole = static_cast<std::size_t>(s.height + 2) * s.line(), size = kTaps * s.under() * s.out;
  const std::size_t image = is_padded ? whole : static_cast<std::size_t>(s.height) * s.width * s.in;
  const int across = s.across() * s.out, tap_row = s.under() * s.out, panel = winograd::panel(s.out);
  std::vector<float> padded(is_padded ? 0 : whole), sum(size);
  dy += static_cast<std::size_t>(first) * s.rows() * across;
  for (int k = first; k < last; k++, dy += s.rows() * across) {
    const float* from = x + k * image;
    if (!is_padded) pad(from, s, padded.data()), from = padded.data();
    for (int r = 0; r < s.rows(); r++)
      for (int t = 0; t < kTaps; t++)
        winograd::multiply_any(from + (r * s.stride + t) * s.line(), 1, s.stride * s.in, {dy + r * across, s.out, panel}, s.out,
                               s.across(), s.under(), {sum.data() + t * tap_row, s.out, panel}, r > 0);
    for (std::size_t i = 0; i < size; i++) dg[i] += sum[i];
  }
}

}  // namespace direct
