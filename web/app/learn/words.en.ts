import type { Words } from './words.ts';

export const words: Words = {
  mnist: {
    title: 'What it learns from',
    paragraphs: [
      'MNIST is 70,000 handwritten digits, collected around 1990 from employees of the US Census Bureau and from high school students: 60,000 to learn from, 10,000 to be tested with. Each is a small grey picture of 28 × 28 pixels, white ink on black, and comes with its label, the digit that the writer meant.',
      'To tell which of ten digits a picture shows is called classification. It differs from predicting a number, which is regression, only in what comes out of the network and in how its mistakes are counted.',
      'The four files lie beside this page. The last 10,000 of the 60,000 are put aside: the network never learns from them, and what it makes of them tells how good it is.',
    ],
    task: 'Look at the data of this page. Nothing of it is sent anywhere: all that you see is computed in your browser.',
    done: 'Here they are: {train} images to learn from and {test} to be tested with.',
  },
  pixels: {
    title: 'From pixels to a tensor',
    paragraphs: [
      'A network knows nothing of pictures. It takes a row of numbers. So the 28 rows of an image are laid end to end, which makes 28 × 28 = 784 numbers, and each grey level from 0 to 255 is divided by 255, so that all lie between 0 and 1.',
      'In PyTorch such a block of numbers is a tensor, and a tensor has a shape: `(28, 28)` for the picture, `(1, 784)` for the row.',
      'What you write on the paper goes the same way. It is made small, thick and centred as the digits of MNIST are, and the black square shows exactly the 784 numbers that the network is given.',
    ],
    task: 'Write a digit on the paper, and watch the black square.',
    done: 'Done: your writing has become {rows} × {columns} = {pixels} numbers.',
  },
  labels: {
    title: 'Labels, one-hot and softmax',
    paragraphs: [
      'Ten numbers come out of the network, one for each digit: the scores. The greatest wins. Softmax turns scores into probabilities: it raises e to the power of each, then divides by their sum, so that all are above 0 and add up to 100%.',
      'The right answer is thought of in the same form: a 5 is the row `0 0 0 0 0 1 0 0 0 0`, all of the probability in one place. That is called one-hot. To learn means to bring the ten bars closer to that row.',
      'Ten bars add up to 100% whatever you write, a letter too. What they are worth is another question; Understand measures it.',
    ],
    task: 'Write a digit, and look at the ten bars. Then change it a little: close the top of a 4, or put a bar through a 7.',
    done: 'Done: its first choice is {label}, with {share}.',
  },
  network: {
    title: 'The network',
    paragraphs: [
      "The tutorial's network has three layers. `Linear(784, 128)` computes 128 weighted sums of the 784 pixels, `Linear(128, 256)` makes 256 of these, and `Linear(256, 10)` the ten scores. In between stands ReLU, which replaces what is below zero by zero: without it the three layers would be no more than one.",
      'All that the network knows lies in its weights: 784 × 128 + 128, and 128 × 256 + 256, and 256 × 10 + 10, together 136,074 numbers. At the beginning they are random; the seed says which, and the same seed draws the same weights as `torch.manual_seed` does.',
      'You write down only the way forward. PyTorch finds the way back, the gradients, by itself.',
    ],
    task: 'Find the layers of this run in its settings, and, under Model, the ways to take the network with you.',
    done: "This run's network: {layers}.",
  },
  batches: {
    title: 'Batches and the DataLoader',
    paragraphs: [
      'To look at all 50,000 images before changing anything would take long, and to change the weights after each one would be erratic. So the `DataLoader` shuffles the images and hands them out in batches of 64. Each batch is a matrix of shape `(64, 784)`.',
      'One batch, one step. When all batches have been seen, an epoch is over: 50,000 / 64 makes 782 steps, the last of them with 16 images.',
    ],
    task: 'Press Step, once or a few times. Each press takes one batch.',
    done: 'Done: step {step} of {batches} in an epoch, with {batch} images a step.',
  },
  loss: {
    title: 'The loss',
    paragraphs: [
      'How wrong is the network? Cross entropy looks at one number only, the probability that was given to the right digit, and takes the negative logarithm of it: 0 when it is 100%, and ever greater the smaller it is.',
      'Whoever knows nothing gives each of ten digits 10%, and −ln 0.1 = ln 10 = 2.30. That is where every run begins, and a loss near 2.30 means: it is guessing.',
      '`F.cross_entropy` takes the scores, not the probabilities: softmax is part of it.',
    ],
    task: 'Look at the beginning of your curve. If there is none yet, press Step.',
    done: 'Done: this run began with a loss of about {first}; ln 10 is 2.3026.',
  },
  learning: {
    title: 'How it learns',
    paragraphs: [
      'A step does four things. It computes the loss of a batch; it asks how the loss would change if each weight were a little greater, which is the gradient; it moves every weight a little in the direction in which the loss falls; and it forgets the gradients. That is all: weight − lr × gradient, 136,074 times.',
      'This is stochastic gradient descent, SGD: stochastic, since each batch is only a sample, so that the curve trembles; descent, since the loss falls all the same.',
      'Train repeats it until you pause it or all epochs are over. You can write digits meanwhile, and watch the reading change.',
    ],
    task: 'Press Train, and wait for the first epoch to end.',
    done: 'Done: after epoch {epoch} it reads {accuracy} of the validation images right.',
  },
  rate: {
    title: 'Why 0.001 crawls and 0.1 flies',
    paragraphs: [
      'The learning rate, `lr`, says how far a step goes. The tutorial takes 0.001: the loss of its first epoch is still 2.28, hardly better than guessing, and after 25 epochs it is at 0.39. Nothing is wrong with it. It only takes tiny steps.',
      'With 0.1, a hundred times as far, the first epoch alone is far beyond that. Much more, and the steps leap over the valley: the loss grows, until it is no number any more. The run has diverged, and Reset begins anew.',
      'Momentum is the other way to be faster: a step also goes on in the direction of those before it.',
    ],
    task: 'Open both runs and train each for an epoch or two. They are addresses of this page: Back returns to the run before.',
    done: 'Done: with lr {lr} it is at {accuracy} after epoch {epoch}.',
    runs: ['lr 0.001', 'lr 0.1'],
  },
  validation: {
    title: 'Learnt, or learnt by heart?',
    paragraphs: [
      'After each epoch the network reads the 10,000 images that were put aside. It does not learn from them: `model.eval()` switches dropout off and has batch norm use what it has averaged, and `torch.no_grad()` computes no gradients. Their loss is the validation loss.',
      'As long as both curves fall, it learns what digits look like. When the training loss goes on falling and the validation loss rises, it learns the training images by heart: it overfits.',
      'With only 500 images that can be seen within seconds. More data is the best remedy; dropout, weight decay and changed copies of the images are others.',
    ],
    task: 'Open the run that overfits, train it, and watch the two curves part.',
    done: 'Done: the training loss is {train}, the validation loss {validation}.',
    runs: ['Overfit on purpose', 'With all images'],
  },
  reading: {
    title: 'What it reads, and misreads',
    paragraphs: [
      'Now it reads you. It will do worse than its accuracy promises, since that holds for digits like those of MNIST: American hands, pens on paper, each digit cut out and centred by the same program.',
      'A 7 with a bar, a 1 with a flag and a foot, an open 4: in much of the world that is the way to write, and in MNIST there are few of them. The network is not stupid; it has not seen them. The preset “Reads drawings” learns with such digits too.',
      'When it is wrong, tell it: “Read wrong? It was” teaches your writing to this network in about a second, and shows what it forgot over it.',
    ],
    task: 'Write a 7 as you write it in everyday life, then one with a bar.',
    done: 'Done: it says {label}, with {share}.',
  },
  onwards: {
    title: 'Where to go on',
    paragraphs: [
      'You have gone all the way of the tutorial: data, tensors, a module, batches, a loss, an optimizer, a validation. The three lines that run it there are `get_data`, `get_model` and `fit`.',
      'Take it with you. “Save PyTorch script” writes a program that trains this very run, with the same first weights, the same order of batches, and losses that agree to about the fourth decimal; augmentation excepted, which the script has not. “Save network” writes the weights, which PyTorch loads by name; “Save ONNX” is for everything else.',
      'Then try your own: other layers, another optimizer, Fashion-MNIST in place of the digits. The address of the page holds the whole run, so a link is an experiment that others can repeat.',
    ],
    task: 'Save the script and run it, or send somebody the address of your best run.',
    done: '',
  },
};
