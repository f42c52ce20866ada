// What Vite makes of an import: the address of a worker's script, built as a page of its own.
declare module '*?worker&url' {
  const address: string;
  export default address;
}
