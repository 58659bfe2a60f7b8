/* Where the tiles of a convolution's images lie, and their transforms: B' d B, A dY A' and A' m A. */
#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>
#include "vector.h"

namespace winograd {

/* The 4 x 4 places of a transformed tile. */
constexpr int kPlaces = 16;
/* Tiles in a block, at least: a block holds whole tile rows. */
constexpr int kTiles = 32;

/* A convolution's images and channels. */
struct Shape {
  int batch, height, width, in, out;

  int tiles_across() const { return width / 2; }
  int tile_rows() const { return batch * (height / 2); }
  int rows_a_block() const { return (kTiles + tiles_across() - 1) / tiles_across(); }
  int tiles_a_block() const { return rows_a_block() * tiles_across(); }
  int blocks() const { return (tile_rows() + rows_a_block() - 1) / rows_a_block(); }
  /* The tile rows and tiles of a block. */
  struct Block {
    int row, rows, tiles;
  };
  Block block(int k) const {
    const int row = k * rows_a_block(), rows = std::min(rows_a_block(), tile_rows() - row);
    return {row, rows, rows * tiles_across()};
  }
  /* Pixels before the tile row. */
  std::size_t first_pixel(int row) const { return static_cast<std::size_t>(row) * 2 * width; }
  bool fits() const { return height % 2 == 0 && width % 2 == 0 && in % kLanes == 0 && out % kLanes == 0; }
};

/* Transformed tiles [kPlaces][tiles][channels]. Planes are apart by an odd number of cache lines, lest all of a tile's
 * places fall into one set of the cache. */
class Tiles {
 public:
  Tiles(int tiles, int channels)
      : channels_(channels), plane_(tiles * channels + 16), values_(kPlaces * plane_) {}
  float* at(int place, int tile) { return &values_[place * plane_ + tile * channels_]; }
  const float* at(int place, int tile) const { return &values_[place * plane_ + tile * channels_]; }

 private:
  int channels_;
  std::size_t plane_;
  std::vector<float> values_;
};

/* B' d B of the tile rows [first, first + rows) of x. Neighbouring tiles share two columns, each transformed once. */
inline void transform_input(const float* x, const Shape& s, int first, int rows, Tiles& to) {
  const int across = s.tiles_across(), down = s.height / 2, line = s.width * s.in;
  const std::vector<float> black(line);
  for (int r = 0; r < rows; r++) {
    const int image = (first + r) / down, top = 2 * ((first + r) % down) - 1;
    const float* pixels[4];
    for (int i = 0; i < 4; i++) {
      const int y = top + i;
      pixels[i] = y < 0 || y >= s.height ? black.data() : x + (static_cast<std::size_t>(image) * s.height + y) * line;
    }
    for (int c = 0; c < s.in; c += kLanes) {
      const auto column = [&](int at, Vec out[4]) {
        Vec d[4];
        for (int i = 0; i < 4; i++) d[i] = load(pixels[i] + at * s.in + c);
        out[0] = d[0] - d[2], out[1] = d[1] + d[2], out[2] = d[2] - d[1], out[3] = d[1] - d[3];
      };
      Vec a[4] = {}, b[4], e[4], f[4];
      column(0, b);
      for (int t = 0; t < across; t++) {
        column(2 * t + 1, e);
        if (t + 1 < across) column(2 * t + 2, f);
        else for (int i = 0; i < 4; i++) f[i] = Vec{};
        for (int i = 0; i < 4; i++) {
          const int tile = r * across + t;
          store(to.at(4 * i, tile) + c, a[i] - e[i]);
          store(to.at(4 * i + 1, tile) + c, b[i] + e[i]);
          store(to.at(4 * i + 2, tile) + c, e[i] - b[i]);
          store(to.at(4 * i + 3, tile) + c, b[i] - f[i]);
          a[i] = e[i], b[i] = f[i];
        }
      }
    }
  }
}

/* A dY A' of the tile rows [first, first + rows) of dy, which has s.out channels. */
inline void transform_output_gradient(const float* dy, const Shape& s, int first, int rows, Tiles& to) {
  const int across = s.tiles_across(), line = s.width * s.out;
  for (int r = 0; r < rows; r++) {
    const float* upper = dy + static_cast<std::size_t>(first + r) * 2 * line;
    for (int t = 0; t < across; t++) {
      const int tile = r * across + t;
      for (int k = 0; k < s.out; k += kLanes) {
        const float* at = upper + 2 * t * s.out + k;
        const Vec d[2][2] = {{load(at), load(at + s.out)}, {load(at + line), load(at + line + s.out)}};
        const Vec left[4] = {d[0][0], d[0][0] + d[1][0], d[0][0] - d[1][0], -d[1][0]};
        const Vec right[4] = {d[0][1], d[0][1] + d[1][1], d[0][1] - d[1][1], -d[1][1]};
        for (int i = 0; i < 4; i++) {
          store(to.at(4 * i, tile) + k, left[i]);
          store(to.at(4 * i + 1, tile) + k, left[i] + right[i]);
          store(to.at(4 * i + 2, tile) + k, left[i] - right[i]);
          store(to.at(4 * i + 3, tile) + k, -right[i]);
        }
      }
    }
  }
}

/* A' m A of a block into the tile rows [first, first + rows) of y; `finish(value, offset, channel)` has the last word on
 * each vector of it. */
template <class Finish>
void transform_output(const Tiles& m, const Shape& s, int first, int rows, float* y, Finish finish) {
  const int across = s.tiles_across(), line = s.width * s.out;
  for (int r = 0; r < rows; r++) {
    for (int t = 0; t < across; t++) {
      const int tile = r * across + t;
      const std::size_t corner = static_cast<std::size_t>(first + r) * 2 * line + 2 * t * s.out;
      for (int k = 0; k < s.out; k += kLanes) {
        Vec upper[4], lower[4];
        for (int j = 0; j < 4; j++) {
          const Vec m1 = load(m.at(4 + j, tile) + k), m2 = load(m.at(8 + j, tile) + k);
          upper[j] = load(m.at(j, tile) + k) + m1 + m2;
          lower[j] = m1 - m2 - load(m.at(12 + j, tile) + k);
        }
        const auto write = [&](std::size_t offset, Vec value) { store(y + offset, finish(value, offset, k)); };
        write(corner + k, upper[0] + upper[1] + upper[2]);
        write(corner + s.out + k, upper[1] - upper[2] - upper[3]);
        write(corner + line + k, lower[0] + lower[1] + lower[2]);
        write(corner + line + s.out + k, lower[1] - lower[2] - lower[3]);
      }
    }
  }
}

}  // namespace winograd
