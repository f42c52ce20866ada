import { expect, test } from '@playwright/test';
import { inTurn } from '../../../web/lib/in-turn.ts';
import { createMacrotask } from '../../../web/lib/macrotask.ts';

test('a macrotask comes after what was waiting, and loses no one who waits', async () => {
  const nextTask = createMacrotask();
  const order: string[] = [];
  void Promise.resolve().then(() => order.push('microtask'));
  await Promise.all(['first', 'second', 'third'].map((name) => nextTask().then(() => order.push(name))));
  expect(order).toEqual(['microtask', 'first', 'second', 'third']);
});

test('work in turn begins when the work before it has ended, well or not', async () => {
  const one = inTurn();
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    order.push(`${name} ends`);
    if (name === 'b') throw new Error(name);
    return name;
  };
  const [a, b, c] = await Promise.allSettled(['a', 'b', 'c'].map((name) => one(work(name))));
  expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect([a?.status, b?.status, c?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
