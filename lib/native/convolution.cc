/* TensorFlow ops for winograd/: a convolution, one with what follows it in a ResNet, and the two gradients. An addon of Node
 * only in name: loading it registers the ops, and those of batch_norm.cc. Built at set-up, see scripts/setup/native-backend.mjs. */
#include <algorithm>
#include <node_api.h>

#include "tensorflow/core/framework/op.h"
#include "tensorflow/core/framework/op_kernel.h"
#include "tensorflow/core/framework/shape_inference.h"
#include "share.h"
#include "winograd/convolution.h"

namespace {

using tensorflow::OpKernel;
using tensorflow::OpKernelConstruction;
using tensorflow::OpKernelContext;
using tensorflow::Tensor;
using tensorflow::TensorShape;
using tensorflow::errors::InvalidArgument;
using winograd::Filters;
using winograd::Shape;
using winograd::Vec;

/* Parts that a thread takes one after the other: small enough that no thread waits long for another. */
constexpr int kPartsAThread = 4;

int threads(OpKernelContext* context) {
  return context->device()->tensorflow_cpu_worker_threads()->num_threads;
}

/* The shape of a convolution of `images` by a 3 x 3 filter of `in` x `out` channels; an error if the kernels cannot do it. */
absl::Status shape_of(const Tensor& images, int64_t channels, int64_t in, int64_t out, Shape* shape) {
  if (images.dims() != 4 || images.dim_size(3) != channels)
    return InvalidArgument("images of shape ", images.shape().DebugString(), ", expected [batch, height, width, ", channels, "]");
  *shape = {static_cast<int>(images.dim_size(0)), static_cast<int>(images.dim_size(1)), static_cast<int>(images.dim_size(2)),
            static_cast<int>(in), static_cast<int>(out)};
  if (!shape->fits())
    return InvalidArgument("images of shape ", images.shape().DebugString(), " to ", out, " channels, expected height and "
                           "width to be multiples of ", winograd::kOutputs, ", channels of ", winograd::kLanes);
  return absl::OkStatus();
}

absl::Status check_filter(const Tensor& filter) {
  if (filter.dims() == 4 && filter.dim_size(0) == 3 && filter.dim_size(1) == 3) return absl::OkStatus();
  return InvalidArgument("a filter of shape ", filter.shape().DebugString(), ", expected [3, 3, in, out]");
}

const float* values(const Tensor& tensor) { return tensor.flat<float>().data(); }

template <class Finish>
void convolve(OpKernelContext* context, const float* x, const float* filter, const Shape& shape, float* y, Finish finish) {
  const Filters transformed = Filters::of(filter, shape.in, shape.out);
  share(context, shape.blocks(), kPartsAThread * threads(context), [&](int, int first, int last) {
    winograd::convolve(x, transformed, shape, first, last, y, finish);
  });
}

Vec unchanged(Vec value, std::size_t, int) { return value; }

class Convolution : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &filter = context->input(1);
    OP_REQUIRES_OK(context, check_filter(filter));
    Shape shape;
    OP_REQUIRES_OK(context, shape_of(x, filter.dim_size(2), filter.dim_size(2), filter.dim_size(3), &shape));
    Tensor* y;
    OP_REQUIRES_OK(context, context->allocate_output(0, {shape.batch, shape.height, shape.width, shape.out}, &y));
    convolve(context, values(x), values(filter), shape, y->flat<float>().data(), unchanged);
  }
};

/* max(convolution + bias + side, 0): what follows a convolution in a ResNet whose batch norm is folded into filter and bias.
 * `side` (the block's shortcut) may be absent. */
class ConvolutionBiasRelu : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &filter = context->input(1), &bias = context->input(2);
    OP_REQUIRES_OK(context, check_filter(filter));
    Shape shape;
    OP_REQUIRES_OK(context, shape_of(x, filter.dim_size(2), filter.dim_size(2), filter.dim_size(3), &shape));
    OP_REQUIRES(context, bias.NumElements() == shape.out,
                InvalidArgument("a bias of shape ", bias.shape().DebugString(), " for ", shape.out, " channels"));
    const TensorShape whole({shape.batch, shape.height, shape.width, shape.out});
    Tensor* y;
    OP_REQUIRES_OK(context, context->allocate_output(0, whole, &y));
    const float *b = values(bias), *add = nullptr;
    if (context->num_inputs() > 3) {
      const Tensor& side = context->input(3);
      OP_REQUIRES(context, side.shape() == whole,
                  InvalidArgument("side of shape ", side.shape().DebugString(), ", expected ", whole.DebugString()));
      add = values(side);
    }
    float* to = y->flat<float>().data();
    const auto relu = [](Vec v) { return v < 0.f ? Vec{} : v; };  // NaN stays NaN, as in TensorFlow's
    const auto plain = [=](Vec v, std::size_t, int k) { return relu(v + winograd::load(b + k)); };
    const auto summed = [=](Vec v, std::size_t at, int k) {
      return relu(v + winograd::load(b + k) + winograd::load(add + at));
    };
    if (add) convolve(context, values(x), values(filter), shape, to, summed);
    else convolve(context, values(x), values(filter), shape, to, plain);
  }
};

class InputGradient : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor &dy = context->input(0), &filter = context->input(1);
    OP_REQUIRES_OK(context, check_filter(filter));
    const int in = filter.dim_size(2), out = filter.dim_size(3);
    Shape shape;
    OP_REQUIRES_OK(context, shape_of(dy, out, out, in, &shape));
    Tensor* dx;
    OP_REQUIRES_OK(context, context->allocate_output(0, {shape.batch, shape.height, shape.width, in}, &dx));
    const std::vector<float> turned = winograd::turned(values(filter), in, out);
    convolve(context, values(dy), turned.data(), shape, dx->flat<float>().data(), unchanged);
  }
};

class FilterGradient : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &dy = context->input(1);
    OP_REQUIRES(context, x.dims() == 4 && dy.dims() == 4, InvalidArgument("x and dy need 4 dimensions"));
    const int in = x.dim_size(3), out = dy.dim_size(3);
    Shape shape;
    OP_REQUIRES_OK(context, shape_of(x, in, in, out, &shape));
    OP_REQUIRES(context, dy.shape() == TensorShape({shape.batch, shape.height, shape.width, out}),
                InvalidArgument("dy of shape ", dy.shape().DebugString(), " for x of shape ", x.shape().DebugString()));
    Tensor* dg;
    OP_REQUIRES_OK(context, context->allocate_output(0, {3, 3, in, out}, &dg));
    // Always the same parts, added in the same order: the same bits each time.
    std::vector<Filters> parts(threads(context), Filters(in, out));
    share(context, shape.blocks(), parts.size(), [&](int k, int first, int last) {
      winograd::filter_gradient(values(x), values(dy), shape, first, last, parts[k]);
    });
    for (std::size_t k = 1; k < parts.size(); k++) parts[0].add(parts[k]);
    parts[0].gradient(dg->flat<float>().data());
  }
};

using tensorflow::shape_inference::InferenceContext;

/* The shape of input `images` with as many channels as dimension `axis` of the filter, input 1. */
template <int axis>
absl::Status same_size(InferenceContext* context) {
  tensorflow::shape_inference::ShapeHandle images, filter, result;
  TF_RETURN_IF_ERROR(context->WithRank(context->input(0), 4, &images));
  TF_RETURN_IF_ERROR(context->WithRank(context->input(1), 4, &filter));
  TF_RETURN_IF_ERROR(context->ReplaceDim(images, 3, context->Dim(filter, axis), &result));
  context->set_output(0, result);
  return absl::OkStatus();
}

absl::Status filter_shape(InferenceContext* context) {
  tensorflow::shape_inference::ShapeHandle x, dy;
  TF_RETURN_IF_ERROR(context->WithRank(context->input(0), 4, &x));
  TF_RETURN_IF_ERROR(context->WithRank(context->input(1), 4, &dy));
  context->set_output(0, context->MakeShape({context->MakeDim(3), context->MakeDim(3), context->Dim(x, 3), context->Dim(dy, 3)}));
  return absl::OkStatus();
}

}  // namespace

#define OP(name) REGISTER_OP("Fragility" name)
#define KERNEL(name, kernel) \
  REGISTER_KERNEL_BUILDER(Name("Fragility" name).Device(tensorflow::DEVICE_CPU), kernel)

OP("Conv3x3").Input("x: float").Input("filter: float").Output("y: float").SetShapeFn(same_size<3>);
OP("Conv3x3BiasRelu")
    .Input("x: float").Input("filter: float").Input("bias: float").Input("side: N * float")
    .Attr("N: int >= 0").Output("y: float").SetShapeFn(same_size<3>);
OP("Conv3x3InputGradient").Input("dy: float").Input("filter: float").Output("dx: float").SetShapeFn(same_size<2>);
OP("Conv3x3FilterGradient").Input("x: float").Input("dy: float").Output("dfilter: float").SetShapeFn(filter_shape);
KERNEL("Conv3x3", Convolution);
KERNEL("Conv3x3BiasRelu", ConvolutionBiasRelu);
KERNEL("Conv3x3InputGradient", InputGradient);
KERNEL("Conv3x3FilterGradient", FilterGradient);

NAPI_MODULE_INIT() {
  const auto give = [&](const char* name, int number) {
    napi_value value;
    napi_create_int32(env, number, &value);
    napi_set_named_property(env, exports, name, value);
  };
  give("lanes", winograd::kLanes);
  give("tile", winograd::kOutputs);
  give("normalises", 1);
  return exports;
}
