/* What the ops have in common. */
#pragma once
#include <algorithm>
#include <memory>
#include <vector>

#include "share.h"
#include "tensorflow/core/framework/op.h"
#include "tensorflow/core/framework/op_kernel.h"
#include "tensorflow/core/framework/shape_inference.h"
#include "winograd/convolution.h"

namespace ops {

using tensorflow::OpKernel;
using tensorflow::OpKernelConstruction;
using tensorflow::OpKernelContext;
using tensorflow::Tensor;
using tensorflow::TensorShape;
using tensorflow::errors::InvalidArgument;
using tensorflow::shape_inference::InferenceContext;
using tensorflow::shape_inference::ShapeHandle;
using winograd::Filters;
using winograd::Shape;
using winograd::Vec;

/* Parts that a thread takes one after the other: small enough that no thread waits long for another. */
constexpr int kPartsAThread = 4;
/* Parts of a sum: always as many, added in the same order, so that the bits are the same each time, with any number of threads. */
constexpr int kParts = 16;

inline int threads(OpKernelContext* context) {
  return context->device()->tensorflow_cpu_worker_threads()->num_threads;
}

inline const float* values(const Tensor& tensor) { return tensor.flat<float>().data(); }
inline float* values(Tensor* tensor) { return tensor->flat<float>().data(); }

/* The shape of a convolution of `images` by a 3 x 3 filter of `in` x `out` channels; an error if winograd/ cannot do it. */
inline absl::Status shape_of(const Tensor& images, int64_t in, int64_t out, Shape* shape) {
  if (images.dims() != 4 || images.dim_size(3) != in)
    return InvalidArgument("images of shape ", images.shape().DebugString(), ", expected [batch, height, width, ", in, "]");
  *shape = {static_cast<int>(images.dim_size(0)), static_cast<int>(images.dim_size(1)), static_cast<int>(images.dim_size(2)),
            static_cast<int>(in), static_cast<int>(out)};
  if (!shape->fits())
    return InvalidArgument("images of shape ", images.shape().DebugString(), " to ", out, " channels, expected height and "
                           "width to be multiples of ", winograd::kOutputs, ", channels of ", winograd::kLanes);
  return absl::OkStatus();
}

inline absl::Status check_filter(const Tensor& filter) {
  if (filter.dims() == 4 && filter.dim_size(0) == 3 && filter.dim_size(1) == 3) return absl::OkStatus();
  return InvalidArgument("a filter of shape ", filter.shape().DebugString(), ", expected [3, 3, in, out]");
}

/* Transforms a filter [3, 3, in, out] with all threads. */
inline void transform(OpKernelContext* context, const float* filter, int in, Filters to) {
  share(context, in, std::min(in, threads(context)), [&](int, int first, int last) { to.transform(filter, first, last); });
}

/* y = finish(x convolved with filters). */
template <class Finish>
void convolve(OpKernelContext* context, const float* x, const Filters& filters, const Shape& shape, float* y, Finish finish) {
  share(context, shape.blocks(), kPartsAThread * threads(context), [&](int, int first, int last) {
    winograd::convolve(x, filters, shape, first, last, y, finish);
  });
}

/* The `size` sums of all parts of [0, count); sum(first, last, part) adds those of a part to zeros. */
template <class Number, class Sum>
std::vector<Number> sum_of_parts(OpKernelContext* context, int64_t count, std::size_t size, Sum sum) {
  std::vector<std::vector<Number>> parts(kParts, std::vector<Number>(size));
  share(context, count, kParts, [&](int64_t k, int64_t first, int64_t last) { sum(first, last, parts[k]); });
  for (int k = 1; k < kParts; k++)
    for (std::size_t i = 0; i < size; i++) parts[0][i] += parts[k][i];
  return std::move(parts[0]);
}

}  // namespace ops

#define OP(name) REGISTER_OP("Fragility" name)
#define KERNEL(name, kernel) \
  REGISTER_KERNEL_BUILDER(Name("Fragility" name).Device(tensorflow::DEVICE_CPU), kernel)
