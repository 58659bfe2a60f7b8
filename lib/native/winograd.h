/* Convolutions 3 x 3 with stride 1 and one pixel of zero padding, and their two gradients, by Winograd's minimal
 * filtering F(2 x 2, 3 x 3): 16 products where the definition takes 36.
 *
 *   Y = A' [ (G g G') * (B' d B) ] A       d: 4 x 4 pixels of the input, g: filter, Y: 2 x 2 pixels of the output
 *
 * Source: Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks", section 4.1. The filter's gradient
 * follows by the chain rule: dg = G' [ sum over tiles of (A dY A') * (B' d B) ] G; the input's is a convolution of dY with
 * the filter turned by half a turn and its channels swapped.
 *
 * Float32, channels last: images [batch, height, width, channels], filters [3, 3, in, out]. Height and width are even, the
 * numbers of channels multiples of kLanes. Tiles lie on a grid of height/2 x width/2 an image; a row of that grid is a
 * "tile row". Work is done in blocks of kTiles tiles, small enough for the second-level cache. */
#pragma once
#include <algorithm>
#include <cstring>
#include <vector>

namespace winograd {

/* Floats in a vector, and vectors of sums kept in registers: AVX2 has 16 registers of 8 floats. On the Zen 4 that this was
 * measured on, AVX-512 with twice as many was slower. */
constexpr int kLanes = 8, kAccumulators = 8;
/* The 4 x 4 places of a transformed tile. */
constexpr int kPlaces = 16;
/* Tiles in a block, at least: a block holds whole tile rows. */
constexpr int kTiles = 32;

using Vec = float __attribute__((vector_size(kLanes * sizeof(float))));

inline Vec load(const float* from) {
  Vec v;
  std::memcpy(&v, from, sizeof v);
  return v;
}
inline void store(float* to, Vec v) { std::memcpy(to, &v, sizeof v); }

/* A convolution's images and channels. */
struct Shape {
  int batch, height, width, in, out;

  int tiles_across() const { return width / 2; }
  int tile_rows() const { return batch * (height / 2); }
  int rows_a_block() const { return (kTiles + tiles_across() - 1) / tiles_across(); }
  int tiles_a_block() const { return rows_a_block() * tiles_across(); }
  int blocks() const { return (tile_rows() + rows_a_block() - 1) / rows_a_block(); }
  Shape swapped() const { return {batch, height, width, out, in}; }
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
  int channels() const { return channels_; }

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

/* Adds to rows x (columns * kLanes) sums in registers: sum[r][j] += a[r * step_r + n * step_n] * b[n * width + j] over n. */
template <int rows, int columns>
inline void multiply(const float* a, int step_r, int step_n, const float* b, int width, int n, float* sums, int stride,
                     bool add) {
  Vec sum[rows][columns];
  for (int r = 0; r < rows; r++)
    for (int j = 0; j < columns; j++) sum[r][j] = add ? load(sums + r * stride + j * kLanes) : Vec{};
  for (int i = 0; i < n; i++) {
    Vec v[columns];
    for (int j = 0; j < columns; j++) v[j] = load(b + i * width + j * kLanes);
    for (int r = 0; r < rows; r++)
      for (int j = 0; j < columns; j++) sum[r][j] += a[r * step_r + i * step_n] * v[j];
  }
  for (int r = 0; r < rows; r++)
    for (int j = 0; j < columns; j++) store(sums + r * stride + j * kLanes, sum[r][j]);
}

/* rows x width sums: sums[r][k] (+)= sum over n of a[r * step_r + n * step_n] * b[n * width + k]. */
template <int columns>
inline void multiply_all(const float* a, int step_r, int step_n, const float* b, int width, int n, int rows, float* sums,
                         bool add) {
  constexpr int together = kAccumulators / columns;
  for (int k = 0; k < width; k += columns * kLanes) {
    int r = 0;
    for (; r + together <= rows; r += together)
      multiply<together, columns>(a + r * step_r, step_r, step_n, b + k, width, n, sums + r * width + k, width, add);
    for (; r < rows; r++)
      multiply<1, columns>(a + r * step_r, step_r, step_n, b + k, width, n, sums + r * width + k, width, add);
  }
}

inline void multiply_any(const float* a, int step_r, int step_n, const float* b, int width, int n, int rows, float* sums,
                         bool add) {
  if (width % (2 * kLanes) == 0) multiply_all<2>(a, step_r, step_n, b, width, n, rows, sums, add);
  else multiply_all<1>(a, step_r, step_n, b, width, n, rows, sums, add);
}

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
    const int row = block * s.rows_a_block();
    const int rows = std::min(s.rows_a_block(), s.tile_rows() - row), tiles = rows * s.tiles_across();
    transform_input(x, s, row, rows, d);
    const std::size_t pixels = static_cast<std::size_t>(tiles) * 4, start = static_cast<std::size_t>(row) * s.width * 2;
    for (int p = 0; p < kPlaces; p++) {
      fetch_part<1>(y + start * s.out, pixels * s.out, p);
      if (block + 1 < last) fetch_part<0>(x + (start + pixels) * s.in, pixels * s.in, p);
      multiply_any(d.at(p, 0), s.in, 1, u.at(p, 0), s.out, s.in, tiles, m.at(p, 0), false);
    }
    transform_output(m, s, row, rows, y, finish);
  }
}

/* What the blocks [first, last) add to the gradient of the transformed filters. dy: [batch, height, width, out]. */
inline void filter_gradient(const float* x, const float* dy, const Shape& s, int first, int last, Filters& du) {
  Tiles d(s.tiles_a_block(), s.in), e(s.tiles_a_block(), s.out);
  for (int block = first; block < last; block++) {
    const int row = block * s.rows_a_block();
    const int rows = std::min(s.rows_a_block(), s.tile_rows() - row), tiles = rows * s.tiles_across();
    transform_input(x, s, row, rows, d);
    transform_output_gradient(dy, s, row, rows, e);
    const std::size_t pixels = static_cast<std::size_t>(tiles) * 4, next = static_cast<std::size_t>(row + rows) * s.width * 2;
    for (int p = 0; p < kPlaces; p++) {
      if (block + 1 < last) {
        fetch_part<0>(x + next * s.in, pixels * s.in, p);
        fetch_part<0>(dy + next * s.out, pixels * s.out, p);
      }
      multiply_any(d.at(p, 0), 1, s.in, e.at(p, 0), s.out, tiles, s.in, du.at(p, 0), true);
    }
  }
}

/* The filter of the input's gradient: turned by half a turn, channels swapped. [3, 3, in, out] -> [3, 3, out, in]. */
inline std::vector<float> turned(const float* g, int in, int out) {
  std::vector<float> result(static_cast<std::size_t>(9) * in * out);
  for (int tap = 0; tap < 9; tap++)
    for (int c = 0; c < in; c++)
      for (int k = 0; k < out; k++) result[((8 - tap) * out + k) * in + c] = g[(tap * in + c) * out + k];
  return result;
}

}  // namespace winograd
