"""Writes test/data/keras: a small Keras network as ONNX, by tf2onnx and by Keras itself, and what it computes.

Run:  python3 -m venv VENV && VENV/bin/pip install tensorflow-cpu==2.21.0 keras==3.15.1 tf2onnx==1.17.0 safetensors
      VENV/bin/python test/reference/keras_nets.py

It takes pixels from 0 to 255 and scales them by itself, as the networks of keras.applications do.
"""

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
import tf2onnx
from safetensors.numpy import save_file

OUT = Path(__file__).parents[1] / "data" / "keras"
OUT.mkdir(exist_ok=True)
keras.utils.set_random_seed(0)

SIZE, CLASSES = 8, 4
images = keras.Input((SIZE, SIZE, 3), name="images")
x = keras.layers.Rescaling(1 / 127.5, offset=-1)(images)
x = keras.layers.Conv2D(16, 3, strides=2, padding="same", use_bias=False)(x)
x = keras.layers.BatchNormalization()(x)
x = keras.layers.Activation("swish")(x)
x = keras.layers.DepthwiseConv2D(3, padding="same")(x)
fe = keras.layers.GlobalAveragePooling2D(name="fe")(x)
logits = keras.layers.Dense(CLASSES, name="logits")(keras.layers.Dropout(0.2)(fe))
network = keras.Model(images, keras.layers.Softmax()(logits))
inner = keras.Model(images, [fe, logits])

pixels = np.random.default_rng(0).integers(0, 256, (5, SIZE, SIZE, 3)).astype(np.float32)
features, values = (array.numpy() for array in inner(pixels, training=False))
save_file({"pixels": pixels, "fe": features, "logits": values}, OUT / "expected.safetensors")

signature = [tf.TensorSpec((None, SIZE, SIZE, 3), tf.float32, name="images")]
tf2onnx.convert.from_keras(network, signature, opset=17, output_path=str(OUT / "tf2onnx.onnx"))
network.export(str(OUT / "keras-export.onnx"), format="onnx", verbose=False)
print("Keras", keras.__version__, "TensorFlow", tf.__version__, "tf2onnx", tf2onnx.__version__)
