// One step of training as a graph of inference: parameters, a batch and its labels go in, better parameters and the
// loss come out. ONNX Runtime's web package cannot train otherwise.
import { model, node } from './model.mjs';

const widths = [784, 128, 256, 10];
const learningRate = 0.001;

/** Gemm is alpha · A · B + beta · C, so that a weight's update is one product: W - lr · gradientᵀ · input. */
export function trainingStep() {
  const last = widths.length - 1;
  const nodes = [];
  const inputs = { x: ['batch', widths[0]], y: ['batch', widths[last]], scale: [1] };
  const outputs = { loss: [] };
  const add = (operator, from, to, attributes) => {
    nodes.push(node(operator, from, [to], attributes));
    return to;
  };

  let h = 'x';
  const values = [h];
  for (let i = 1; i <= last; ++i) {
    inputs[`w${i}`] = outputs[`w${i}_new`] = [widths[i], widths[i - 1]];
    inputs[`b${i}`] = outputs[`b${i}_new`] = [widths[i]];
    h = add('Gemm', [h, `w${i}`, `b${i}`], `z${i}`, { transB: 1 });
    if (i < last) h = add('Relu', [h], `h${i}`);
    values.push(h);
  }

  add('LogSoftmax', [h], 'log', { axis: 1 });
  add('Mul', ['log', 'y'], 'picked');
  add('ReduceSum', ['picked'], 'sum', { keepdims: 0 });
  add('Neg', ['sum'], 'loss'); // the batch's sum, so that a smaller last batch weighs what it should
  add('Exp', ['log'], 'probabilities');
  add('Sub', ['probabilities', 'y'], 'difference');
  let g = add('Mul', ['difference', 'scale'], `g${last}`); // scale is 1 / batch

  for (let i = last; i >= 1; --i) {
    const rate = { alpha: -learningRate, beta: 1 };
    add('Gemm', [g, values[i - 1], `w${i}`], `w${i}_new`, { transA: 1, ...rate });
    add('ReduceSum', [g, 'axis'], `sum${i}`, { keepdims: 0 });
    add('Mul', [`sum${i}`, 'rate'], `change${i}`);
    add('Sub', [`b${i}`, `change${i}`], `b${i}_new`);
    if (i === 1) break;
    const back = add('Gemm', [g, `w${i}`], `back${i}`);
    const mask = add('Sign', [values[i - 1]], `mask${i}`); // of what ReLU left: 0 or 1
    g = add('Mul', [back, mask], `g${i - 1}`);
  }
  const constants = { axis: BigInt64Array.of(0n), rate: Float32Array.of(learningRate) };
  return model({ name: 'training-step', nodes, inputs, outputs, constants });
}
