/* Where the tiles of a convolution's images lie, and their transforms: B' d B, A dY A' and A' m A. */
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>
#include "products.h"
#include "transforms.h"
#include "vector.h"

namespace winograd {

/* Pixels that a tile of the output has, and places of a transformed tile. */
constexpr int kPixels = kOutputs * kOutputs, kPlaces = kPoints * kPoints;
/* Tiles in a block, at least: a block holds whole tile rows. */
constexpr int kTiles = 16;

/* A convolution's images and channels. */
struct Shape {
  int batch, height, width, in, out;

  int tiles_across() const { return width / kOutputs; }
  int tile_rows() const { return batch * (height / kOutputs); }
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
  /* Images that fill a block at least. */
  int images_a_block() const { return (kTiles * kPixels + height * width - 1) / (height * width); }
  /* Pixels before the tile row. */
  std::size_t first_pixel(int row) const { return static_cast<std::size_t>(row) * kOutputs * width; }
  bool fits() const { return whole(height, kOutputs) && whole(width, kOutputs) && whole(in, kLanes) && whole(out, kLanes); }
  /* A multiple, but not 0 times: there is no tile row without pixels, and no vector without channels. */
  static bool whole(int size, int part) { return size > 0 && size % part == 0; }
};

/* Transformed tiles [kPlaces][tiles][channels], not set at first. Planes are apart by an odd number of cache lines, lest all of
 * a tile's places fall into one set of the cache. */
class Tiles {
 public:
  Tiles(int tiles, int channels)
      : channels_(channels), plane_(tiles * channels + 16), values_(new float[kPlaces * plane_]) {}
  float* at(int place, int tile) { return &values_[place * plane_ + tile * channels_]; }
  const float* at(int place, int tile) const { return &values_[place * plane_ + tile * channels_]; }
  /* The matrix [tiles, channels] of a place. */
  Panels<float> matrix(int place) { return {at(place, 0), channels_, panel(channels_)}; }

 private:
  int channels_;
  std::size_t plane_;
  std::unique_ptr<float[]> values_;
};

/* B' d B of the tile rows [first, first + rows) of x. Neighbouring tiles share two columns, each transformed once. */
inline void transform_input(const float* x, const Shape& s, int first, int rows, Tiles& to) {
  constexpr int shared = kPoints - kOutputs;
  const int across = s.tiles_across(), down = s.height / kOutputs, line = s.width * s.in;
  const std::vector<float> black(line);
  for (int r = 0; r < rows; r++) {
    const int image = (first + r) / down, top = kOutputs * ((first + r) % down) - 1;
    const float* pixels[kPoints];
    for (int i = 0; i < kPoints; i++) {
      const int y = top + i;
      pixels[i] = y < 0 || y >= s.height ? black.data() : x + (static_cast<std::size_t>(image) * s.height + y) * line;
    }
    for (int c = 0; c < s.in; c += kLanes) {
      Vec columns[kPoints][kPoints] = {};  // of the tile, transformed downwards
      const auto read = [&](int at, Vec* column) {
        Vec d[kPoints];
        for (int i = 0; i < kPoints; i++) d[i] = load(pixels[i] + at * s.in + c);
        of_input(d, column);
      };
      read(0, columns[kPoints - 1]);
      for (int t = 0; t < across; t++) {
        const int tile = r * across + t;
        for (int j = 0; j < shared; j++) std::copy_n(columns[kOutputs + j], kPoints, columns[j]);
        for (int j = shared; j < kPoints - 1; j++) read(kOutputs * t + j - 1, columns[j]);
        if (t + 1 < across) read(kOutputs * (t + 1), columns[kPoints - 1]);
        else std::fill_n(columns[kPoints - 1], kPoints, Vec{});
        for (int i = 0; i < kPoints; i++) {
          Vec row[kPoints], out[kPoints];
          for (int j = 0; j < kPoints; j++) row[j] = columns[j][i];
          of_input(row, out);
          for (int j = 0; j < kPoints; j++) store(to.at(kPoints * i + j, tile) + c, out[j]);
        }
      }
    }
  }
}

/* A dY A' of the tile rows [first, first + rows) of dy, which has s.out channels. */
inline void transform_output_gradient(const float* dy, const Shape& s, int first, int rows, Tiles& to) {
  const int across = s.tiles_across(), line = s.width * s.out;
  for (int r = 0; r < rows; r++) {
    for (int t = 0; t < across; t++) {
      const int tile = r * across + t;
      const float* corner = dy + s.first_pixel(first + r) * s.out + kOutputs * t * s.out;
      for (int k = 0; k < s.out; k += kLanes) {
        Vec pixels[kOutputs][kOutputs], places[kPoints][kPoints];
        for (int i = 0; i < kOutputs; i++)
          for (int j = 0; j < kOutputs; j++) pixels[i][j] = load(corner + i * line + j * s.out + k);
        twice<kOutputs, kPoints>(of_output_gradient, pixels, places);
        for (int i = 0; i < kPoints; i++)
          for (int j = 0; j < kPoints; j++) store(to.at(kPoints * i + j, tile) + k, places[i][j]);
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
      const std::size_t corner = s.first_pixel(first + r) * s.out + kOutputs * t * s.out;
      for (int k = 0; k < s.out; k += kLanes) {
        Vec places[kPoints][kPoints], pixels[kOutputs][kOutputs];
        for (int i = 0; i < kPoints; i++)
          for (int j = 0; j < kPoints; j++) places[i][j] = load(m.at(kPoints * i + j, tile) + k);
        twice<kPoints, kOutputs>(to_output, places, pixels);
        for (int i = 0; i < kOutputs; i++) {
          for (int j = 0; j < kOutputs; j++) {
            const std::size_t offset = corner + i * line + j * s.out + k;
            store(y + offset, finish(pixels[i][j], offset, k));
          }
        }
      }
    }
  }
}

}  // namespace winograd
