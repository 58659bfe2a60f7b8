/* TensorFlow ops without gradients, for a ResNet whose batch norms are folded into filters and biases: what follows a convolution
 * is computed with it. Filters for winograd/ are transformed by an op of their own, which TensorFlow does once where they stay. */
#include "direct.h"
#include "ops.h"

namespace {

using namespace ops;

Vec relu(Vec v) { return v < 0.f ? Vec{} : v; }  // NaN stays NaN, as in TensorFlow's

/* What is left to do of a convolution's output: max(v + bias, 0), or with the block's shortcut max(v + bias + shortcut, 0). */
auto biased(const float* bias) {
  return [=](Vec v, std::size_t, int k) { return relu(v + winograd::load(bias + k)); };
}
auto summed(const float* bias, const float* shortcut) {
  return [=](Vec v, std::size_t at, int k) { return relu(v + winograd::load(bias + k) + winograd::load(shortcut + at)); };
}

absl::Status check_bias(const Tensor& bias, int out) {
  if (bias.NumElements() == out) return absl::OkStatus();
  return InvalidArgument("a bias of shape ", bias.shape().DebugString(), " for ", out, " channels");
}

/* A filter [3, 3, in, out] to the memory of winograd::Filters, as [places, in, out]. */
class TransformFilters : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor& filter = context->input(0);
    OP_REQUIRES_OK(context, check_filter(filter));
    const int in = filter.dim_size(2), out = filter.dim_size(3);
    OP_REQUIRES(context, Shape::whole(in, winograd::kLanes) && Shape::whole(out, winograd::kLanes),
                InvalidArgument("a filter of shape ", filter.shape().DebugString(), ", expected multiples of ", winograd::kLanes, " channels"));
    Tensor* places;
    OP_REQUIRES_OK(context, context->allocate_output(0, {winograd::kPlaces, in, out}, &places));
    transform(context, values(filter), in, Filters(in, out, values(places)));
  }
};

/* A convolution of `x` by what TransformFilters made, and then a bias: their shape. */
absl::Status shape_of(const Tensor& x, const Tensor& places, const Tensor& bias, Shape* shape) {
  if (places.dims() != 3 || places.dim_size(0) != winograd::kPlaces)
    return InvalidArgument("filters of shape ", places.shape().DebugString(), ", expected [", winograd::kPlaces, ", in, out]");
  TF_RETURN_IF_ERROR(ops::shape_of(x, places.dim_size(1), places.dim_size(2), shape));
  return check_bias(bias, shape->out);
}

/* Of what TransformFilters made; only read. */
Filters transformed(const Tensor& places, const Shape& shape) {
  return {shape.in, shape.out, const_cast<float*>(values(places))};
}

/* max(convolution + bias + side, 0). `side`, the block's shortcut, may be absent. */
class BiasRelu : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &places = context->input(1), &bias = context->input(2);
    Shape shape;
    OP_REQUIRES_OK(context, shape_of(x, places, bias, &shape));
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
    const Filters filters = transformed(places, shape);
    if (add) convolve(context, values(x), filters, shape, values(y), summed(b, add));
    else convolve(context, values(x), filters, shape, values(y), biased(b));
  }
};

/* A block of two convolutions whose shortcut is its input: h = max(x * f1 + b1, 0), y = max(h * f2 + b2 + x, 0). A few images at
 * a time go through both, so that h never leaves the cache. */
class Block : public OpKernel {
 public:
  using OpKernel::OpKernel;
  void Compute(OpKernelContext* context) override {
    const Tensor& x = context->input(0);
    Shape shape;
    for (int i : {1, 3}) {
      OP_REQUIRES_OK(context, shape_of(x, context->input(i), context->input(i + 1), &shape));
      OP_REQUIRES(context, shape.in == shape.out, InvalidArgument("filters from ", shape.in, " to ", shape.out, " channels"));
    }
    Tensor* y;
    OP_REQUIRES_OK(context, context->allocate_output(0, x.shape(), &y));
    if (shape.batch == 0) return;
    const Filters first = transformed(context->input(1), shape), second = transformed(context->input(3), shape);
    const float *b1 = values(context->input(2)), *b2 = values(context->input(4));
    const int together = shape.images_a_block();
    const std::size_t image = x.NumElements() / shape.batch;
    const int groups = (shape.batch + together - 1) / together;
    share(context, groups, kPartsAThread * threads(context), [&](int, int from, int to) {
      const std::unique_ptr<float[]> h(new float[together * image]);
      for (int k = from * together; k < std::min(to * together, shape.batch); k += together) {
        Shape part = shape;
        part.batch = std::min(together, shape.batch - k);
        const float* in = values(x) + k * image;
        winograd::convolve(in, first, part, 0, part.blocks(), h.get(), biased(b1));
        winograd::convolve(h.get(), second, part, 0, part.blocks(), values(y) + k * image, summed(b2, in));
      }
    });
  }
};

/* max(convolution + bias, 0) by direct.h, of any size and stride. */
class DirectBiasRelu : public OpKernel {
 public:
  explicit DirectBiasRelu(OpKernelConstruction* context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("stride", &stride_));
  }
  void Compute(OpKernelContext* context) override {
    const Tensor &x = context->input(0), &filter = context->input(1), &bias = context->input(2);
    OP_REQUIRES_OK(context, check_filter(filter));
    const int in = filter.dim_size(2), out = filter.dim_size(3);
    OP_REQUIRES(context, x.dims() == 4 && x.dim_size(3) == in && x.NumElements() > 0 && Shape::whole(out, winograd::kLanes),
                InvalidArgument("images of shape ", x.shape().DebugString(), " to ", out, " channels, expected [batch, height, width, ",
                                in, "], none of them 0, and a multiple of ", winograd::kLanes, " channels"));
    OP_REQUIRES_OK(context, check_bias(bias, out));
    const direct::Shape shape{static_cast<int>(x.dim_size(0)), static_cast<int>(x.dim_size(1)), static_cast<int>(x.dim_size(2)),
                              in, out, stride_};
    Tensor* y;
    OP_REQUIRES_OK(context, context->allocate_output(0, {shape.batch, shape.rows(), shape.across(), out}, &y));
    if (Shape::whole(out, 2 * winograd::kLanes)) convolve<2>(context, x, filter, bias, shape, y);
    else convolve<1>(context, x, filter, bias, shape, y);
  }

 private:
  template <int columns>
  static void convolve(OpKernelContext* context, const Tensor& x, const Tensor& filter, const Tensor& bias,
                       const direct::Shape& shape, Tensor* y) {
    const std::vector<float> packed = direct::packed(values(filter), shape, columns);
    const auto finish = [b = values(bias)](Vec v, int k) { return relu(v + winograd::load(b + k)); };
    share(context, shape.batch, kPartsAThread * threads(context), [&](int, int first, int last) {
      direct::convolve<columns>(values(x), packed.data(), shape, first, last, values(y), finish);
    });
  }

  int stride_;
};

absl::Status places_shape(InferenceContext* context) {
  ShapeHandle filter;
  TF_RETURN_IF_ERROR(context->WithRank(context->input(0), 4, &filter));
  context->set_output(0, context->MakeShape({context->MakeDim(winograd::kPlaces), context->Dim(filter, 2), context->Dim(filter, 3)}));
  return absl::OkStatus();
}

/* The shape of input `x` with as many channels as the last dimension of input 1. */
absl::Status same_size(InferenceContext* context) {
  ShapeHandle images, places, result;
  TF_RETURN_IF_ERROR(context->WithRank(context->input(0), 4, &images));
  TF_RETURN_IF_ERROR(context->WithRank(context->input(1), 3, &places));
  TF_RETURN_IF_ERROR(context->ReplaceDim(images, 3, context->Dim(places, 2), &result));
  context->set_output(0, result);
  return absl::OkStatus();
}

/* [batch, height, width, out] of a convolution with attribute stride. */
absl::Status strided(InferenceContext* context) {
  int64_t stride;
  TF_RETURN_IF_ERROR(context->GetAttr("stride", &stride));
  ShapeHandle images, filter;
  TF_RETURN_IF_ERROR(context->WithRank(context->input(0), 4, &images));
  TF_RETURN_IF_ERROR(context->WithRank(context->input(1), 4, &filter));
  const auto shrunk = [&](int axis) {
    const auto size = context->Dim(images, axis);
    return context->ValueKnown(size) ? context->MakeDim((context->Value(size) - 1) / stride + 1) : context->UnknownDim();
  };
  context->set_output(0, context->MakeShape({context->Dim(images, 0), shrunk(1), shrunk(2), context->Dim(filter, 3)}));
  return absl::OkStatus();
}

}  // namespace

OP("TransformFilters").Input("filter: float").Output("places: float").SetShapeFn(places_shape);
OP("Conv3x3BiasRelu")
    .Input("x: float").Input("places: float").Input("bias: float").Input("side: N * float")
    .Attr("N: int >= 0").Output("y: float").SetShapeFn(same_size);
OP("Block3x3")
    .Input("x: float").Input("places1: float").Input("bias1: float").Input("places2: float").Input("bias2: float")
    .Output("y: float").SetShapeFn(same_size);
OP("DirectConv3x3BiasRelu")
    .Input("x: float").Input("filter: float").Input("bias: float").Attr("stride: int >= 1").Output("y: float")
    .SetShapeFn(strided);
KERNEL("TransformFilters", TransformFilters);
KERNEL("Conv3x3BiasRelu", BiasRelu);
KERNEL("Block3x3", Block);
KERNEL("DirectConv3x3BiasRelu", DirectBiasRelu);
