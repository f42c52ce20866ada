// The chapters of the tour: which control each speaks of, the PyTorch lines that it corresponds to, and when what it
// asks for is done. Its words are in words.*.ts, a file for each language.
import { count, decimals, percent } from '../format.ts';
import { shownReading } from '../state/drawing.ts';
import { className } from '../state/own-data.ts';
import { trainedSteps } from '../state/run.ts';
import type { State } from '../state/state.ts';

export type Values = { readonly [name: string]: string | number };

export type ChapterId =
  | 'mnist'
  | 'pixels'
  | 'labels'
  | 'network'
  | 'batches'
  | 'loss'
  | 'learning'
  | 'rate'
  | 'validation'
  | 'reading'
  | 'onwards';

export interface Chapter {
  readonly id: ChapterId;
  /** The control that it speaks of, as a selector. */
  readonly shows: string;
  readonly code: string;
  /** Runs to go to; their names are in the chapter's words. */
  readonly runs?: readonly string[];
  /** What the words about it say, once it is done. A chapter without is done when it was read. */
  readonly done?: (state: State) => Values | undefined;
}

export const chapters: readonly Chapter[] = [
  {
    id: 'mnist',
    shows: '.browser',
    code: `train = datasets.MNIST("data", download=True)
image, label = train[0]
plt.imshow(image, cmap="gray")`,
    done: ({ data: { summary } }) =>
      summary && summary.trainCount > 0
        ? { train: count(summary.trainCount), test: count(summary.testCount) }
        : undefined,
  },
  {
    id: 'pixels',
    shows: 'canvas.seen',
    code: `x = torch.tensor(np.array(image)) / 255
x = x.view(1, 784)  # was (28, 28)`,
    done({ drawing }) {
      const reading = shownReading(drawing);
      if (!reading) return undefined;
      const { rows, columns, image } = reading;
      return { rows, columns, pixels: count(image.length) };
    },
  },
  {
    id: 'labels',
    shows: '.probabilities',
    code: `F.one_hot(torch.tensor(5), 10)
# 0 0 0 0 0 1 0 0 0 0
probabilities = F.softmax(scores, dim=1)
probabilities.argmax()`,
    done: reads,
  },
  {
    id: 'network',
    shows: '.model-text',
    code: `class Mnist_NN(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(784, 128)
        self.hidden2 = nn.Linear(128, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, x):
        x = F.relu(self.hidden1(x))
        x = F.relu(self.hidden2(x))
        return self.out(x)`,
    done: ({ run: { config } }) => (config ? { layers: config.layers } : undefined),
  },
  {
    id: 'batches',
    shows: '.training .step',
    code: `loader = DataLoader(train, batch_size=64,
                    shuffle=True)
xb, yb = next(iter(loader))
# xb: (64, 784), yb: (64,)`,
    done: ({ run: { config, progress } }) =>
      config && progress && progress.step > 0
        ? { batch: config.batch, step: count(progress.step), batches: count(progress.batchesPerEpoch) }
        : undefined,
  },
  {
    id: 'loss',
    shows: '.live-loss',
    code: `loss = F.cross_entropy(model(xb), yb)
loss.item()  # about 2.30 at the start`,
    done({ run: { losses } }) {
      const first = losses.values[0] ?? losses.rest[0];
      return first === undefined || losses.before > 0 ? undefined : { first: decimals(first) };
    },
  },
  {
    id: 'learning',
    shows: '.training .train',
    code: `for xb, yb in loader:
    loss = F.cross_entropy(model(xb), yb)
    loss.backward()
    opt.step()
    opt.zero_grad()`,
    done: epochDone,
  },
  {
    id: 'rate',
    shows: '#lr',
    code: `opt = optim.SGD(model.parameters(),
                lr=0.001)`,
    runs: ['lr=0.001', 'lr=0.1'],
    done: (state) => ((state.run.config?.lr ?? 0) >= 0.1 ? epochDone(state) : undefined),
  },
  {
    id: 'validation',
    shows: '.charts',
    code: `model.train()
for xb, yb in train_loader:
    loss_batch(model, xb, yb, opt)
model.eval()
with torch.no_grad():
    for xb, yb in valid_loader:
        loss_batch(model, xb, yb)`,
    runs: ['lr=0.05&momentum=0.9&epochs=100&train=500', 'lr=0.01&momentum=0.9&epochs=5'],
    done({ run: { reports } }) {
      const report = reports.at(-1);
      if (!report || 2 * report.trainLoss > report.validationLoss) return undefined;
      return { train: decimals(report.trainLoss), validation: decimals(report.validationLoss) };
    },
  },
  {
    id: 'reading',
    shows: '.paper',
    code: `model.eval()
with torch.no_grad():
    model(x).softmax(dim=1)`,
    done: (state) => (trainedSteps(state.run) > 0 ? reads(state) : undefined),
  },
  {
    id: 'onwards',
    shows: '.save-script',
    code: `from safetensors.torch import load_file
model = Mnist_NN()
model.load_state_dict(
    load_file("inkling-network.safetensors"))`,
  },
];

function reads({ drawing, ownData }: State): Values | undefined {
  const reading = shownReading(drawing);
  if (!reading) return undefined;
  const { label, probabilities } = reading;
  return { label: className(ownData, label), share: percent(probabilities[label] ?? 0) };
}

function epochDone({ run: { config, reports } }: State): Values | undefined {
  const report = reports.at(-1);
  if (!config || !report) return undefined;
  return { lr: config.lr, epoch: report.epoch, accuracy: percent(report.validationAccuracy) };
}
