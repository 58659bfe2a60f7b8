/* TensorFlow ops for batch_norm.h, forward and backward. */
#include "batch_norm.h"

#include <cmath>

#include "ops.h"

namespace {

using namespace ops;
using batch_norm::load;
using batch_norm::store;
using batch_norm::Sums;

/* Added to the variance, as in lib/src/backend/kernels.ts. */
constexpr double kEpsilon = 1e-5;

/* An error unless `x` is [batch, height, width, channels] with channels that fit, and each other has its `like`'s shape. */
absl::Status check(OpKernelContext* context, const Tensor& x, std::initializer_list<int> images, std::initializer_list<int> vectors) {
  if (x.dims() != 4 || x.NumElements() == 0 || x.dim_size(3) % batch_norm::kLanes != 0)
    return InvalidArgument("x of shape ", x.shape().DebugString(), ", expected [batch, height, width, channels], channels a multiple of ",
                           batch_norm::kLanes);
  for (int k : images)
    if (context->input(k).shape() != x.shape())
      return InvalidArgument("input ", k, " of shape ", context->input(k).shape().DebugString(), ", expected ", x.shape().DebugString());
  for (int k : vectors)
    if (context->input(k).shape() != tensorflow::TensorShape({x.dim_size(3)}))
      return InvalidArgument("input ", k, " of shape ", context->input(k).shape().DebugString(), ", expected [", x.dim_size(3), "]");
  return absl::OkStatus();
}

/* A new output of the shape of `like`, as its floats; null after an error. */
float* output(OpKernelContext* context, int k, const Tensor& like) {
  Tensor* tensor = nullptr;
  context->SetStatus(context->allocate_output(k, like.shape(), &tensor));
  return context->status().ok() ? tensor->flat<float>().data() : nullptr;
}

/* x, scale, offset, and perhaps side -> y, mean, unbiased variance, 1 / std. */
class BatchNormRelu : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &scale = context->input(1);
    const bool with_side = context->num_inputs() > 3;
    OP_REQUIRES_OK(context, with_side ? check(context, x, {3}, {1, 2}) : check(context, x, {}, {1, 2}));
    const int channels = x.dim_size(3);
    const int64_t pixels = x.NumElements() / channels;
    float *y = output(context, 0, x), *mean = output(context, 1, scale), *variance = output(context, 2, scale),
          *inverse_std = output(context, 3, scale);
    OP_REQUIRES_OK(context, context->status());
    const float *from = values(x), *offset = values(context->input(2));
    const Sums sums = sum_of_parts<double>(context, pixels, 2 * channels, [&](int64_t first, int64_t last, Sums& part) {
      batch_norm::moments(from, from, first, last, channels, part);
    });
    std::vector<float> factor(channels);
    for (int c = 0; c < channels; c++) {
      const double shifted = sums[c] / pixels, biased = sums[channels + c] / pixels - shifted * shifted;
      const double inverse = 1 / std::sqrt(std::fmax(biased, 0.) + kEpsilon);
      mean[c] = from[c] + shifted;
      variance[c] = biased * pixels / std::max<int64_t>(pixels - 1, 1);
      inverse_std[c] = inverse;
      factor[c] = values(scale)[c] * inverse_std[c];
    }
    const float* side = with_side ? values(context->input(3)) : nullptr;
    share(context, pixels, kParts, [&](int64_t, int64_t first, int64_t last) {
      batch_norm::normalise(from, {mean, factor.data(), offset}, side, first, last, channels, y);
    });
  }
};

/* dy, x, scale, offset, mean, 1 / std, and with a side y -> dx, dscale, doffset, and with a side dside. */
class BatchNormReluGradient : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const bool with_side = context->num_inputs() > 6;
    const Tensor &x = context->input(1), &scale = context->input(2);
    OP_REQUIRES_OK(context, with_side ? check(context, x, {0, 6}, {2, 3, 4, 5}) : check(context, x, {0}, {2, 3, 4, 5}));
    const int channels = x.dim_size(3);
    float *dx = output(context, 0, x), *dscale = output(context, 1, scale), *doffset = output(context, 2, scale);
    float* dside = with_side ? output(context, 3, x) : nullptr;
    OP_REQUIRES_OK(context, context->status());
    const float *dy = values(context->input(0)), *from = values(x), *inverse_std = values(context->input(5));
    std::vector<float> factor(channels);
    for (int c = 0; c < channels; c++) factor[c] = values(scale)[c] * inverse_std[c];
    const Results to{factor.data(), dx, dscale, doffset};
    if (with_side) {
      const float* y = values(context->input(6));
      const auto first_time = [=](int64_t at, int) {
        const Vec g = batch_norm::positive(load(y + at), load(dy + at));
        store(dside + at, g);
        return g;
      };
      differentiate(context, to, first_time, [=](int64_t at, int) { return load(dside + at); });
    } else {
      const batch_norm::Affine affine{values(context->input(4)), factor.data(), values(context->input(3))};
      const auto g = [=](int64_t at, int c) { return batch_norm::positive(affine(load(from + at), c), load(dy + at)); };
      differentiate(context, to, g, g);
    }
  }

 private:
  struct Results {
    const float* factor;
    float *dx, *dscale, *doffset;
  };

  /* g once to be summed, and once more. */
  template <class First, class Second>
  static void differentiate(OpKernelContext* context, Results to, First first_time, Second second_time) {
    const Tensor& x = context->input(1);
    const int channels = x.dim_size(3);
    const int64_t pixels = x.NumElements() / channels;
    const float *from = values(x), *mean = values(context->input(4)), *inverse_std = values(context->input(5));
    const Sums sums = sum_of_parts<double>(context, pixels, 2 * channels, [&](int64_t first, int64_t last, Sums& part) {
      batch_norm::gradient_sums(from, mean, first_time, first, last, channels, part);
    });
    std::vector<float> slope(channels), constant(channels);
    for (int c = 0; c < channels; c++) {
      const double inverse = inverse_std[c], times = to.factor[c];
      to.doffset[c] = sums[c];
      to.dscale[c] = sums[channels + c] * inverse;
      slope[c] = -times * inverse * inverse * sums[channels + c] / pixels;
      constant[c] = -times * sums[c] / pixels;
    }
    share(context, pixels, kParts, [&](int64_t, int64_t first, int64_t last) {
      batch_norm::input_gradient(from, mean, second_time, to.factor, slope.data(), constant.data(), first, last, channels, to.dx);
    });
  }
};

/* Output 0 has the shape of input `image`, as have those from `vectors + 1` on; outputs 1 to `vectors` that of input `vector`. */
template <int image, int vector, int vectors>
absl::Status shapes(InferenceContext* context) {
  for (int k = 0; k < context->num_outputs(); k++)
    context->set_output(k, context->input(k >= 1 && k <= vectors ? vector : image));
  return absl::OkStatus();
}

OP("BatchNormRelu")
    .Input("x: float").Input("scale: float").Input("offset: float").Input("side: N * float").Attr("N: int >= 0")
    .Output("y: float").Output("mean: float").Output("variance: float").Output("inverse_std: float")
    .SetShapeFn(shapes<0, 1, 3>);
OP("BatchNormReluGradient")
    .Input("dy: float").Input("x: float").Input("scale: float").Input("offset: float").Input("mean: float").Input("inverse_std: float")
    .Input("y: N * float").Attr("N: int >= 0")
    .Output("dx: float").Output("dscale: float").Output("doffset: float").Output("dside: N * float")
    .SetShapeFn(shapes<1, 2, 2>);
KERNEL("BatchNormRelu", BatchNormRelu);
KERNEL("BatchNormReluGradient", BatchNormReluGradient);

}  // namespace
