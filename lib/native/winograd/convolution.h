/* Convolutions 3 x 3 with stride 1 and one pixel of zero padding, and their two gradients, by Winograd's minimal
 * filtering F(4 x 4, 3 x 3): 36 products where the definition takes 144.
 *
 *   Y = A' [ (G g G') * (B' d B) ] A       d: 6 x 6 pixels of the input, g: filter, Y: 4 x 4 pixels of the output
 *
 * Source: Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks", section 4.2; transforms.h has other
 * points than theirs. The filter's gradient follows by the chain rule: dg = G' [ sum over tiles of (A dY A') * (B' d B) ] G;
 * the input's is a convolution of dY with the filter turned by half a turn and its channels swapped.
 *
 * Float32, channels last: images [batch, height, width, channels], filters [3, 3, in, out]. Height and width are multiples
 * of 4, the numbers of channels of kLanes. Tiles lie on a grid of height/4 x width/4 an image; a row of that grid is a
 * "tile row". Work is done in blocks of kTiles tiles, small enough for the second-level cache. */
#pragma once
#include "filters.h"
#include "products.h"
#include "tiles.h"

namespace winograd {

/* Asks for the p-th of kPlaces parts of `count` floats from memory, while products keep the processor busy. */
template <int write>
inline void fetch_part(const float* from, std::size_t count, int p) {
  constexpr std::size_t line = 16;
  for (std::size_t i = count * p / kPlaces; i < count * (p + 1) / kPlaces; i += line) __builtin_prefetch(from + i, write, 3);
}

/* The blocks [first, last) of y = x convolved with filters. x: [batch, height, width, in], y: [..., out]. */
template <class Finish>
void convolve(const float* x, const Filters& u, const Shape& s, int first, int last, float* y, Finish finish) {
  Tiles d(s.tiles_a_block(), s.in), m(s.tiles_a_block(), s.out);
  for (int block = first; block < last; block++) {
    const auto [row, rows, tiles] = s.block(block);
    transform_input(x, s, row, rows, d);
    const std::size_t pixels = kPixels * tiles, start = s.first_pixel(row);
    for (int p = 0; p < kPlaces; p++) {
      fetch_part<1>(y + start * s.out, pixels * s.out, p);
      if (block + 1 < last) fetch_part<0>(x + (start + pixels) * s.in, pixels * s.in, p);
      multiply_any(d.at(p, 0), s.in, 1, u.at(p), s.out, s.in, tiles, m.matrix(p), false);
    }
    transform_output(m, s, row, rows, y, finish);
  }
}

/* What the blocks [first, last) add to the gradient of the transformed filters. dy: [batch, height, width, out]. */
inline void filter_gradient(const float* x, const float* dy, const Shape& s, int first, int last, Filters& du) {
  Tiles d(s.tiles_a_block(), s.in), e(s.tiles_a_block(), s.out);
  for (int block = first; block < last; block++) {
    const auto [row, rows, tiles] = s.block(block);
    transform_input(x, s, row, rows, d);
    transform_output_gradient(dy, s, row, rows, e);
    const std::size_t pixels = kPixels * tiles, next = s.first_pixel(row + rows);
    for (int p = 0; p < kPlaces; p++) {
      if (block + 1 < last) {
        fetch_part<0>(x + next * s.in, pixels * s.in, p);
        fetch_part<0>(dy + next * s.out, pixels * s.out, p);
      }
      multiply_any(d.at(p, 0), 1, s.in, e.matrix(p), s.out, tiles, s.in, du.at(p), true);
    }
  }
}

}  // namespace winograd
