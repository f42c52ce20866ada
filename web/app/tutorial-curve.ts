// The validation loss after each of the 25 epochs, as the PyTorch tutorial that this page re-creates prints it: the network
// 784-128-256-10 with ReLU, torch.nn.Linear's first weights, mnist.pkl.gz (50,000 and 10,000 images, pixels in 0..1), SGD with
// lr 0.001, batches of 64, shuffled. Its seed was not set, so that a run of one's own comes near, not on it.
import type { RunConfig } from '../lib/client.ts';

// biome-ignore format: five epochs a line
export const tutorialLosses: readonly number[] = [
  2.2796445930480957, 2.2440698066711424, 2.1889826164245605, 2.0985311767578123, 1.9517273582458496,
  1.7341805934906005, 1.4719875366210937, 1.2273896869659424, 1.0362271406173706, 0.8963696184158325,
  0.7927186088562012, 0.7141492074012756, 0.6529350900650024, 0.60417300491333, 0.5643046331882476,
  0.5317994566917419, 0.5047958114624024, 0.4813900615692139, 0.4618900228500366, 0.4443243554592133,
  0.4297310716629028, 0.416976597738266, 0.406348459148407, 0.3963301926612854, 0.38733808159828187,
];

/** Whether the curve is of such a run: only the seed and the number of epochs may be others. */
export const isTutorialsKind = ({ hash }: RunConfig): boolean =>
  hash.split('&').every((pair) => pair === '' || /^(seed|epochs)=/.test(pair));
