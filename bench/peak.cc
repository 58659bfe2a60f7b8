// Float32 multiply-adds a second in registers, on N threads: the most that a processor computes. peak N -> GFLOP/s
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#ifdef __AVX512F__
constexpr int kLanes = 16;
#else
constexpr int kLanes = 8;
#endif
typedef float Lanes __attribute__((vector_size(4 * kLanes)));
constexpr long kRounds = 100'000'000;
constexpr int kSums = 12;  // more than the latency of a multiply-add times two units

float Work() {
  Lanes sums[kSums] = {}, a = Lanes{} + 0.9999f, b = Lanes{} + 0.0001f;
  for (auto& sum : sums) asm volatile("" : "+v"(sum));
  asm volatile("" : "+v"(a), "+v"(b));
  for (long i = 0; i < kRounds; i++)
    for (auto& sum : sums) sum = sum * a + b;
  for (auto& sum : sums) a += sum;
  return a[0];
}

int main(int, char** given) {
  const int threads = std::atoi(given[1]);
  std::vector<float> results(threads);
  std::vector<std::thread> running;
  const auto start = std::chrono::steady_clock::now();
  for (auto& result : results) running.emplace_back([&result] { result = Work(); });
  for (auto& thread : running) thread.join();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  volatile float kept = results[0];
  (void)kept;
  std::printf("%.1f\n", 2e-9 * kRounds * kSums * kLanes * threads / seconds);
}
