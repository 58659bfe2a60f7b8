import { requireModule } from '../../machine';
import type { Binding, OpAttribute } from '../binding';

/** The protocol-buffer messages of TensorFlow's graph format, as tfjs-node ships them. */
interface Message {
  serializeBinary(): Uint8Array;
}
type Setters<T extends string> = { [K in T]: (value: unknown) => void };
interface NodeMessage extends Message, Setters<'setName' | 'setOp' | 'setInputList'> {
  getAttrMap(): { set(name: string, value: Message): void };
}
type ListMessage = Message & { [adder: `add${string}`]: (value: unknown) => void };
interface Protos {
  readonly GraphDef: new () => Message & Setters<'setVersions' | 'setNodeList'>;
  readonly VersionDef: new () => Message & Setters<'setProducer'>;
  readonly NodeDef: new () => NodeMessage;
  readonly AttrValue: {
    new (): Message &
      Setters<'setType' | 'setShape' | 'setTensor' | 'setList'> & {
        [setter: `set${string}`]: (v: unknown) => void;
      };
    readonly ListValue: new () => ListMessage;
  };
  readonly Tensor: new () => Message & Setters<'setDtype' | 'setTensorShape' | 'setTensorContent'>;
  readonly TensorShape: {
    new (): Message & Setters<'setDimList'>;
    readonly Dim: new () => Message & Setters<'setSize'>;
  };
  readonly SavedModel: new () => Message & Setters<'setSavedModelSchemaVersion' | 'setMetaGraphsList'>;
  readonly MetaGraphDef: {
    new (): Message & Setters<'setMetaInfoDef' | 'setGraphDef'>;
    readonly MetaInfoDef: new () => Message & Setters<'setTagsList'>;
  };
}

/** A variable's nodes. */
export interface Variable {
  readonly handle: string;
  /** Its value when it is first read in a session call. */
  readonly value: string;
  readonly dtype: number;
}

/** GraphDef producer version written; any recent TensorFlow reads it. */
const PRODUCER = 2000;

/** Writes a TensorFlow graph node by node and serialises it as a SavedModel without variables. */
export class GraphWriter {
  private readonly pb = requireModule<Protos>('@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js')!;
  private readonly nodes: NodeMessage[] = [];

  constructor(private readonly binding: Binding) {}

  /** Adds an input of the graph and returns its name. */
  placeholder(dtype: number, shape: readonly number[]): string {
    const attribute = new this.pb.AttrValue();
    attribute.setShape(this.shape(shape));
    return this.node('Placeholder', [], { dtype: this.type(dtype), shape: attribute });
  }

  /** Adds a constant and returns its name. `values` are copied. */
  constant(dtype: number, shape: readonly number[], values: ArrayBufferView): string {
    const tensor = new this.pb.Tensor();
    tensor.setDtype(dtype);
    tensor.setTensorShape(this.shape(shape));
    tensor.setTensorContent(new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice());
    const value = new this.pb.AttrValue();
    value.setTensor(tensor);
    return this.node('Const', [], { dtype: this.type(dtype), value });
  }

  /** Adds an op. `inputs` are output names (`node` or `node:k`). Throws, naming the op, on an attribute no graph can hold. */
  op(op: string, inputs: readonly string[], attributes: readonly OpAttribute[]): string {
    return this.node(op, inputs, Object.fromEntries(attributes.map((a) => [a.name, this.attribute(op, a)])));
  }

  /** Adds an op that hands its input on, after the nodes `after` were run, and returns its name. */
  identity(input: string, dtype: number, after: readonly string[] = []): string {
    return this.op('Identity', [input, ...control(after)], [this.dtype('T', dtype)]);
  }

  /** Adds a variable, which lives in a session on the device that computes, and returns its names. */
  variable(dtype: number, shape: readonly number[]): Variable {
    const { TF_ATTR_SHAPE, TF_ATTR_STRING } = this.binding;
    const type = this.dtype('dtype', dtype);
    const handle = this.op(
      'VarHandleOp',
      [],
      [
        type,
        { name: 'shape', type: TF_ATTR_SHAPE, value: [...shape] },
        { name: 'shared_name', type: TF_ATTR_STRING, value: `variable_${this.nodes.length}` },
      ],
    );
    return { handle, value: this.op('ReadVariableOp', [handle], [type]), dtype };
  }

  /** Adds an op that gives a variable another value once its old one was read, and returns its name. */
  assign({ handle, value, dtype }: Variable, next: string): string {
    return this.op('AssignVariableOp', [handle, next, ...control([value])], [this.dtype('dtype', dtype)]);
  }

  private dtype(name: string, value: number): OpAttribute {
    return { name, type: this.binding.TF_ATTR_TYPE, value };
  }

  /** The graph as the bytes of a `saved_model.pb` with the tag `serve`. */
  savedModel(): Uint8Array {
    const { pb } = this;
    const versions = new pb.VersionDef();
    versions.setProducer(PRODUCER);
    const graph = new pb.GraphDef();
    graph.setVersions(versions);
    graph.setNodeList(this.nodes);
    const info = new pb.MetaGraphDef.MetaInfoDef();
    info.setTagsList(['serve']);
    const meta = new pb.MetaGraphDef();
    meta.setMetaInfoDef(info);
    meta.setGraphDef(graph);
    const model = new pb.SavedModel();
    model.setSavedModelSchemaVersion(1);
    model.setMetaGraphsList([meta]);
    return model.serializeBinary();
  }

  private node(op: string, inputs: readonly string[], attributes: Record<string, Message>): string {
    const name = `${op}_${this.nodes.length}`;
    const node = new this.pb.NodeDef();
    node.setName(name);
    node.setOp(op);
    node.setInputList([...inputs]);
    for (const [key, value] of Object.entries(attributes)) node.getAttrMap().set(key, value);
    this.nodes.push(node);
    return name;
  }

  private type(dtype: number): Message {
    const value = new this.pb.AttrValue();
    value.setType(dtype);
    return value;
  }

  private shape(sizes: readonly number[]): Message {
    const shape = new this.pb.TensorShape();
    shape.setDimList(
      sizes.map((size) => {
        const dim = new this.pb.TensorShape.Dim();
        dim.setSize(size);
        return dim;
      }),
    );
    return shape;
  }

  private attribute(op: string, { name, type, value }: OpAttribute): Message {
    const kind = this.kindOf(type);
    if (!kind)
      throw new Error(
        `compile: op ${op} has an attribute "${name}" of a type that no graph can hold (${type})`,
      );
    const encode = (v: unknown): unknown => {
      if (kind === 'S') return btoa(v as string);
      return kind === 'Shape' ? this.shape(v as number[]) : v;
    };
    const attribute = new this.pb.AttrValue();
    if (!Array.isArray(value) || kind === 'Shape') {
      attribute[`set${kind}`](encode(value));
      return attribute;
    }
    const list = new this.pb.AttrValue.ListValue();
    for (const item of value) list[`add${kind}`](encode(item));
    attribute.setList(list);
    return attribute;
  }

  private kindOf(type: number): string | undefined {
    const b = this.binding;
    return new Map([
      [b.TF_ATTR_TYPE, 'Type'],
      [b.TF_ATTR_INT, 'I'],
      [b.TF_ATTR_FLOAT, 'F'],
      [b.TF_ATTR_BOOL, 'B'],
      [b.TF_ATTR_STRING, 'S'],
      [b.TF_ATTR_SHAPE, 'Shape'],
    ]).get(type);
  }
}

/** Inputs that only order: the op runs after these nodes. */
function control(nodes: readonly string[]): string[] {
  return nodes.map((node) => `^${node.split(':')[0]}`);
}
