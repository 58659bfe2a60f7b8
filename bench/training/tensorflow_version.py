"""Child of the benchmark: TensorFlow from Python, eager, as tf.function, and compiled by XLA. tensorflow_version.py FOLDER"""

import tensorflow as tf

from turns import DECAY, IMAGES, LABELS, MOMENTUM, RATE, WEIGHTS, take_orders

KEPT = 0.9  # share of the old running statistics


def ours(t):
    """A convolution's filter as TensorFlow has it, from PyTorch's [out, in, height, width]."""
    return t.transpose(2, 3, 1, 0) if t.ndim == 4 else t


class Variant:
    def __init__(self, wrap):
        self.p = {name: tf.Variable(ours(t), trainable="running" not in name) for name, t in WEIGHTS.items()}
        self.trained = [p for p in self.p.values() if p.trainable]
        self.velocity = [tf.Variable(tf.zeros_like(p)) for p in self.trained]
        self.images, self.labels = [tf.constant(x) for x in IMAGES], [tf.constant(y) for y in LABELS]
        self.update, self.evaluate = wrap(self.sgd), wrap(lambda x: self.network(x, False))

    def reset(self):
        for name, t in WEIGHTS.items():
            self.p[name].assign(ours(t))
        for v in self.velocity:
            v.assign(tf.zeros_like(v))

    def step(self, k):
        return float(self.update(self.images[k], self.labels[k]))

    def infer(self, k):
        return self.evaluate(self.images[k]).numpy()

    def sgd(self, x, y):
        with tf.GradientTape() as tape:
            logits = self.network(x, True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))
        gradients = tape.gradient(loss, self.trained)
        for w, v, g in zip(self.trained, self.velocity, gradients):
            tf.raw_ops.ResourceApplyMomentum(
                var=w.handle, accum=v.handle, lr=RATE, grad=g + DECAY * w, momentum=MOMENTUM, use_locking=True
            )
        return loss

    def network(self, x, training):
        x = tf.nn.relu(self.norm("bn1", self.conv("conv1", x, 1), training))
        for stage, width in enumerate((16, 32, 64), 1):
            for k in range(5):
                x = self.block(f"layer{stage}.{k}", x, width, 2 if stage > 1 and k == 0 else 1, training)
        fe = tf.reduce_mean(x, [1, 2])
        return tf.matmul(fe, self.p["linear.weight"], transpose_b=True) + self.p["linear.bias"]

    def block(self, name, x, width, stride, training):
        y = tf.nn.relu(self.norm(f"{name}.bn1", self.conv(f"{name}.conv1", x, stride), training))
        y = self.norm(f"{name}.bn2", self.conv(f"{name}.conv2", y, 1), training)
        if stride == 2:
            x = tf.pad(x[:, ::2, ::2], [[0, 0], [0, 0], [0, 0], [width // 4, width // 4]])
        return tf.nn.relu(y + x)

    def conv(self, name, x, stride):
        padding = "SAME" if stride == 1 else [[0, 0], [1, 1], [1, 1], [0, 0]]  # explicit padding is slower
        return tf.nn.conv2d(x, self.p[f"{name}.weight"], stride, padding)

    def norm(self, name, x, training):
        scale, offset, mean, variance = (
            self.p[f"{name}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")
        )
        if not training:
            return tf.nn.batch_normalization(x, mean, variance, offset, scale, 1e-5)
        y, batch_mean, batch_variance = tf.compat.v1.nn.fused_batch_norm(x, scale, offset, epsilon=1e-5)
        mean.assign(KEPT * mean + (1 - KEPT) * batch_mean)
        variance.assign(KEPT * variance + (1 - KEPT) * batch_variance)
        return y


take_orders(
    {
        "eager": lambda: Variant(lambda fn: fn),
        "function": lambda: Variant(tf.function),
        "XLA": lambda: Variant(lambda fn: tf.function(fn, jit_compile=True)),
    }
)
