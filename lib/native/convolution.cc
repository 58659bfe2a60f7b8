/* TensorFlow ops of training for winograd/: a convolution and its two gradients. An addon of Node only in name: loading it
 * registers these ops, and those of inference.cc and batch_norm.cc. Built at set-up, see scripts/setup/native-backend.mjs. */
#include <node_api.h>

#include "direct.h"
#include "ops.h"

namespace {

using namespace ops;

/* y = x convolved with the filter, of shape.in x shape.out channels, and nothing after it. */
void convolve_with(OpKernelContext* context, const Tensor& x, const float* filter, const Shape& shape, float* y) {
  const std::unique_ptr<float[]> memory(new float[Filters::size(shape.in, shape.out)]);
  const Filters filters(shape.in, shape.out, memory.get());
  transform(context, filter, shape.in, filters);
  convolve(context, values(x), filters, shape, y, [](Vec value, std::size_t, int) { return value; });
}

class Convolution : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &filter = context->input(1);
    OP_REQUIRES_OK(context, check_filter(filter));
    Shape shape;
    OP_REQUIRES_OK(context, shape_of(x, filter.dim_size(2), filter.dim_size(3), &shape));
    Tensor* y;
    OP_REQUIRES_OK(context, context->allocate_output(0, {shape.batch, shape.height, shape.width, shape.out}, &y));
    convolve_with(context, x, values(filter), shape, values(y));
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
    OP_REQUIRES_OK(context, shape_of(dy, out, in, &shape));
    Tensor* dx;
    OP_REQUIRES_OK(context, context->allocate_output(0, {shape.batch, shape.height, shape.width, in}, &dx));
    const std::vector<float> turned = winograd::turned(values(filter), in, out);
    convolve_with(context, dy, turned.data(), shape, values(dx));
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
    OP_REQUIRES_OK(context, shape_of(x, in, out, &shape));
    OP_REQUIRES(context, dy.shape() == TensorShape({shape.batch, shape.height, shape.width, out}),
                InvalidArgument("dy of shape ", dy.shape().DebugString(), " for x of shape ", x.shape().DebugString()));
    Tensor* dg;
    OP_REQUIRES_OK(context, context->allocate_output(0, {3, 3, in, out}, &dg));
    // Always the same parts, added in the same order: the same bits each time.
    const int parts = threads(context);
    std::vector<float> memory(parts * Filters::size(in, out));
    const auto part = [&](int k) { return Filters(in, out, memory.data() + k * Filters::size(in, out)); };
    share(context, shape.blocks(), parts, [&](int k, int first, int last) {
      Filters sum = part(k);
      winograd::filter_gradient(values(x), values(dy), shape, first, last, sum);
    });
    Filters sum = part(0);
    for (int k = 1; k < parts; k++) sum.add(part(k));
    sum.gradient(values(dg));
  }
};

/* The filter's gradient by direct.h, of any size, stride and number of input channels. `padded`: x has its border
 * already. TensorFlow's own adds in an order that depends on which of its threads is free. */
class DirectFilterGradient : public OpKernel {
 public:
  explicit DirectFilterGradient(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("stride", &stride_));
    OP_REQUIRES_OK(context, context->GetAttr("padded", &padded_));
  }
  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &dy = context->input(1);
    OP_REQUIRES(context, x.dims() == 4 && dy.dims() == 4, InvalidArgument("x and dy need 4 dimensions"));
    const int border = padded_ ? 2 : 0, in = x.dim_size(3), out = dy.dim_size(3);
    const direct::Shape shape{static_cast<int>(x.dim_size(0)), static_cast<int>(x.dim_size(1)) - border,
                              static_cast<int>(x.dim_size(2)) - border, in, out, stride_};
    OP_REQUIRES(context, shape.height > 0 && shape.width > 0 && in > 0 && Shape::whole(out, winograd::kLanes) &&
                             dy.shape() == TensorShape({shape.batch, shape.rows(), shape.across(), out}),
                InvalidArgument("dy of shape ", dy.shape().DebugString(), " for x of shape ", x.shape().DebugString(), ", stride ",
                                stride_, padded_ ? ", padded" : "", "; expected channels of dy to be a multiple of ", winograd::kLanes));
    Tensor* dg;
    OP_REQUIRES_OK(context, context->allocate_output(0, {3, 3, in, out}, &dg));
    const auto part = [&](int64_t first, int64_t last, std::vector<float>& sums) {
      direct::filter_gradient(values(x), padded_, values(dy), shape, first, last, sums.data());
    };
    const std::vector<float> sums = sum_of_parts<float>(context, shape.batch, dg->NumElements(), part);
    std::copy(sums.begin(), sums.end(), values(dg));
  }

 private:
  int stride_;
  bool padded_;
};

/* The shape of input `images` with as many channels as dimension `axis` of the filter, input 1. */
template <int axis>
absl::Status same_size(InferenceContext* context) {
  ShapeHandle images, filter, result;
  TF_RETURN_IF_ERROR(context->WithRank(context->input(0), 4, &images));
  TF_RETURN_IF_ERROR(context->WithRank(context->input(1), 4, &filter));
  TF_RETURN_IF_ERROR(context->ReplaceDim(images, 3, context->Dim(filter, axis), &result));
  context->set_output(0, result);
  return absl::OkStatus();
}

absl::Status filter_shape(InferenceContext* context) {
  ShapeHandle x, dy;
  TF_RETURN_IF_ERROR(context->WithRank(context->input(0), 4, &x));
  TF_RETURN_IF_ERROR(context->WithRank(context->input(1), 4, &dy));
  context->set_output(0, context->MakeShape({context->MakeDim(3), context->MakeDim(3), context->Dim(x, 3), context->Dim(dy, 3)}));
  return absl::OkStatus();
}

}  // namespace

OP("Conv3x3").Input("x: float").Input("filter: float").Output("y: float").SetShapeFn(same_size<3>);
OP("Conv3x3InputGradient").Input("dy: float").Input("filter: float").Output("dx: float").SetShapeFn(same_size<2>);
OP("Conv3x3FilterGradient").Input("x: float").Input("dy: float").Output("dfilter: float").SetShapeFn(filter_shape);
OP("DirectConv3x3FilterGradient")
    .Input("x: float").Input("dy: float").Attr("stride: int >= 1").Attr("padded: bool").Output("dfilter: float")
    .SetShapeFn(filter_shape);
KERNEL("Conv3x3", Convolution);
KERNEL("Conv3x3InputGradient", InputGradient);
KERNEL("Conv3x3FilterGradient", FilterGradient);
KERNEL("DirectConv3x3FilterGradient", DirectFilterGradient);

NAPI_MODULE_INIT() {
  const auto give = [&](const char* name, int number) {
    napi_value value;
    napi_create_int32(env, number, &value);
    napi_set_named_property(env, exports, name, value);
  };
  give("lanes", winograd::kLanes);
  give("tile", winograd::kOutputs);
  give("version", 2);  // of the ops: the library takes no others, see lib/src/backend/winograd-addon.ts
  return exports;
}
