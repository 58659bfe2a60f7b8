/* mute(): points file descriptor 2 at /dev/null, returns a copy of what it was (-1 on failure).
 * restore(saved): undoes it. Built at set-up: cc -O2 -fPIC -shared -DNAPI_VERSION=8 stderr.c -o stderr.node */
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

static napi_value mute(napi_env env, napi_callback_info info) {
  (void)info;
  int saved = dup(2);
  int null = open("/dev/null", O_WRONLY);
  if (saved >= 0 && null >= 0) dup2(null, 2);
  if (null >= 0) close(null);
  napi_value result;
  napi_create_int32(env, saved, &result);
  return result;
}

static napi_value restore(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  int saved = -1;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (count == 1 && napi_get_value_int32(env, argument, &saved) == napi_ok && saved >= 0) {
    dup2(saved, 2);
    close(saved);
  }
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value fn;
  napi_create_function(env, "mute", NAPI_AUTO_LENGTH, mute, NULL, &fn);
  napi_set_named_property(env, exports, "mute", fn);
  napi_create_function(env, "restore", NAPI_AUTO_LENGTH, restore, NULL, &fn);
  napi_set_named_property(env, exports, "restore", fn);
  return exports;
}
