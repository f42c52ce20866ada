// node example.mjs FOLDER [EPOCHS [IMAGES]]: trains on the four files of MNIST in FOLDER, gzipped or not.
import { readFile, writeFile } from 'node:fs/promises';
import { createTrainer } from 'inkling';

const [folder, epochs = 5, trainSize = 50000] = process.argv.slice(2);
const read = (name) => readFile(`${folder}/${name}`).catch(() => readFile(`${folder}/${name}.gz`));

const trainer = await createTrainer({
  layers: [784, 128, 256, 10],
  ...{ lr: 0.05, momentum: 0.9, batchSize: 64, seed: 1 },
  ...{ epochs: Number(epochs), trainSize: Number(trainSize) },
});
trainer.setData('train-images', await read('train-images-idx3-ubyte'));
trainer.setData('train-labels', await read('train-labels-idx1-ubyte'));
trainer.setData('test-images', await read('t10k-images-idx3-ubyte'));
trainer.setData('test-labels', await read('t10k-labels-idx1-ubyte'));

for await (const { epoch, trainLoss, validationLoss } of trainer.fit()) {
  console.log(
    `epoch ${epoch}: train loss ${trainLoss.toFixed(4)}, validation loss ${validationLoss.toFixed(4)}`,
  );
}
console.log(`test accuracy ${(await trainer.evaluate()).accuracy}`);

const one = { strokes: [[[150, 40], [150, 260]]], canvasSize: 300 }; // biome-ignore format: one stroke, one line
console.log(`read as ${trainer.predict(one).label}`);
await writeFile('model.safetensors', trainer.saveModel());
trainer.dispose();
