/* Work shared among TensorFlow's own threads. */
#pragma once
#include <cstdint>
#include "tensorflow/core/framework/op_kernel.h"

/* Runs part(k, first, last) for `parts` equal shares of [0, count). */
template <class Part>
void share(tensorflow::OpKernelContext* context, int64_t count, int64_t parts, Part part) {
  auto* workers = context->device()->tensorflow_cpu_worker_threads()->workers;
  const auto run = [&](int64_t from, int64_t to) {
    for (int64_t k = from; k < to; k++) part(k, count * k / parts, count * (k + 1) / parts);
  };
  workers->ParallelFor(parts, tsl::thread::ThreadPool::SchedulingParams(
      tsl::thread::ThreadPool::SchedulingStrategy::kFixedBlockSize, absl::nullopt, 1), run);
}
