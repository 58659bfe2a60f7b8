/* TensorFlow ops for batch_norm.h, forward and backward. */
#include "batch_norm.h"

#include <cmath>

#include "ops.h"

namespace {

using namespace ops;
using batch_norm::Sums;

/* Added to the variance, as in lib/src/backend/kernels.ts. */
constexpr double kEpsilon = 1e-5;
/* The sums of all parts of the pixels; sum(first, last, &sums) makes those of a part. */
template <class Sum>
Sums sum_of_parts(OpKernelContext* context, int64_t pixels, int channels, Sum sum) {
  std::vector<Sums> parts(kParts, Sums(2 * channels));
  share(context, pixels, kParts, [&](int64_t k, int64_t first, int64_t last) { sum(first, last, parts[k]); });
  for (int k = 1; k < kParts; k++)
    for (std::size_t i = 0; i < parts[0].size(); i++) parts[0][i] += parts[k][i];
  return parts[0];
}

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
    const Sums sums = sum_of_parts(context, pixels, channels, [&](int64_t first, int64_t last, Sums& part) {
      batch_norm::moments(from, from, first, last, channels, part);
    });
    std::vector<float> factor(channels);
    for (int c = 0; c < channels; c++) {
      const double shifted = sums[c] / pixels, biased = sums[channels + c] / pixels - shifted * shifted;
      const double inverse = 1 / std::sqrt(std::fmax(biased, 0.) + kEpsilon);
      mean[c] = from[c] + shifted;
      variance[c] = biased * pixels / std::max<int64_t>(pixels - 1, 1);
      inverse_std[c] = inverse;
      factor[c] = values(scale)[c] * inverse;
    }
    const float* side = with_side ? values(context->input(3)) : nullptr;
    share(context, pixels, kParts, [&](int64_t, int64_t first, int64_t last) {
      batch_norm::normalise(from, mean, factor.data(), offset, side, first, last, channels, y);
    });
  }
};

/* dy, y, x, scale, mean, 1 / std -> dx, dscale, doffset, and where asked for dside. */
class BatchNormReluGradient : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(2), &scale = context->input(3);
    OP_REQUIRES_OK(context, check(context, x, {0, 1}, {3, 4, 5}));
    const int channels = x.dim_size(3);
    const int64_t pixels = x.NumElements() / channels;
    float *dx = output(context, 0, x), *dscale = output(context, 1, scale), *doffset = output(context, 2, scale);
    float* dside = context->num_outputs() > 3 ? output(context, 3, x) : nullptr;
    OP_REQUIRES_OK(context, context->status());
    const float *dy = values(context->input(0)), *y = values(context->input(1)), *from = values(x),
                *mean = values(context->input(4)), *inverse_std = values(context->input(5));
    const Sums sums = sum_of_parts(context, pixels, channels, [&](int64_t first, int64_t last, Sums& part) {
      batch_norm::gradient_sums(dy, y, from, mean, first, last, channels, dside, part);
    });
    std::vector<float> factor(channels), slope(channels), constant(channels);
    for (int c = 0; c < channels; c++) {
      const double inverse = inverse_std[c], times = values(scale)[c] * inverse;
      doffset[c] = sums[c];
      dscale[c] = sums[channels + c] * inverse;
      factor[c] = times;
      slope[c] = -times * inverse * inverse * sums[channels + c] / pixels;
      constant[c] = -times * sums[c] / pixels;
    }
    share(context, pixels, kParts, [&](int64_t, int64_t first, int64_t last) {
      batch_norm::input_gradient(dy, y, from, dside, mean, factor.data(), slope.data(), constant.data(), first, last, channels, dx);
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
    .Input("dy: float").Input("y: float").Input("x: float").Input("scale: float").Input("mean: float").Input("inverse_std: float")
    .Attr("N: int >= 0")
    .Output("dx: float").Output("dscale: float").Output("doffset: float").Output("dside: N * float")
    .SetShapeFn(shapes<2, 3, 2>);
KERNEL("BatchNormRelu", BatchNormRelu);
KERNEL("BatchNormReluGradient", BatchNormReluGradient);

}  // namespace
