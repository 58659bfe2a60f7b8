/* What tfjs-node's napi_auto_ref.h is replaced by when its addon is compiled: a reference to a JavaScript array whose memory a
 * TensorFlow tensor shares, given up with the tensor. TensorFlow frees a tensor on any of its threads (one of a graph's run may hold
 * it for a moment longer than the run lasts), but references may only be touched on JavaScript's: two threads at once spoilt Node's
 * list of them, and the process died some time later, while it cleared memory away. */
#ifndef TF_NODEJS_NAPI_AUTO_REF_H_
#define TF_NODEJS_NAPI_AUTO_REF_H_

#include <node_api.h>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>
#include "utils.h"

namespace tfnodejs {

/* References of one JavaScript thread that other threads have given up. */
class GivenUp {
 public:
  void add(napi_ref ref) {
    const std::lock_guard<std::mutex> lock(mutex_);
    refs_.push_back(ref);
  }

  /* To be called on the thread itself. */
  void clear(napi_env env) {
    std::vector<napi_ref> refs;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      refs.swap(refs_);
    }
    for (napi_ref ref : refs) napi_delete_reference(env, ref);
  }

  static const std::shared_ptr<GivenUp>& of_this_thread() {
    static thread_local const auto mine = std::make_shared<GivenUp>();
    return mine;
  }

 private:
  std::mutex mutex_;
  std::vector<napi_ref> refs_;
};

class NapiAutoRef {
 public:
  /* Also gives up what other threads have left to this one. */
  napi_status Init(napi_env env, napi_value value) {
    env_ = env;
    given_up_ = GivenUp::of_this_thread();
    given_up_->clear(env);
    return napi_create_reference(env, value, 1, &ref_);
  }

  /* On any thread. */
  napi_status Cleanup() {
    if (!ref_) return napi_invalid_arg;
    const napi_ref ref = std::exchange(ref_, nullptr);
    if (std::this_thread::get_id() == owner_) return napi_delete_reference(env_, ref);
    given_up_->add(ref);
    return napi_ok;
  }

 private:
  const std::thread::id owner_ = std::this_thread::get_id();
  std::shared_ptr<GivenUp> given_up_;
  napi_env env_ = nullptr;
  napi_ref ref_ = nullptr;
};

}  // namespace tfnodejs

#endif  // TF_NODEJS_NAPI_AUTO_REF_H_
