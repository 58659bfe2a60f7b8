/**
 * What takes part: `variant` of the program `script` with `args`. `infersOnly`: takes no part in training. `rounds`: its
 * products are of inputs rounded to TF32's 11 bits, so that its results are only near ours.
 *
 * @typedef {{ name: string, script: string, args?: string[], variant?: string, infersOnly?: boolean, rounds?: boolean }} Rival
 */

/** What each program imports. @type {Record<string, string[]>} */
export const MODULES = {
  'inference_version.py': ['torch', 'safetensors', 'openvino', 'onnxruntime', 'onnxscript', 'ncnn', 'pnnx'],
  'torch_version.py': ['torch', 'safetensors'],
  'tensorflow_version.py': ['tensorflow', 'safetensors'],
};

/** Ours first. @type {Rival[]} */
export const ON_CPU = [
  { name: 'ours', script: 'ours.mjs' },
  ...torch('', ['NCHW', 'channels_last', 'compile']),
  ...tensorflow(),
  ...['ncnn', 'OpenVINO, one stream', 'OpenVINO, a stream a thread', 'onnxruntime'].map((variant) => ({
    name: variant,
    script: 'inference_version.py',
    variant,
    infersOnly: true,
  })),
];

/** Ours first. @type {Rival[]} */
export const ON_GPU = [
  { name: 'ours', script: 'ours.mjs' },
  { name: 'ours, TF32', script: 'ours.mjs', args: ['tf32'], rounds: true },
  ...torch('', ['NCHW', 'channels_last', 'compile', 'CUDA graph']),
  ...torch(', TF32', ['NCHW', 'channels_last', 'compile', 'CUDA graph']),
  ...tensorflow(),
];

/** @param {'' | ', TF32'} rounding @param {string[]} variants @returns {Rival[]} */
function torch(rounding, variants) {
  return variants.map((variant) => ({
    name: `PyTorch ${variant}${rounding}`,
    script: 'torch_version.py',
    variant: `${variant}${rounding}`,
    rounds: rounding !== '',
  }));
}

/** @returns {Rival[]} */
function tensorflow() {
  return ['eager', 'function', 'XLA'].map((variant) => ({
    name: `TensorFlow ${variant}`,
    script: 'tensorflow_version.py',
    variant,
  }));
}
