package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.store.lmdb.LmdbValue;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Constant;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Dictionary;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Global;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Instance;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Int;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Items;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Kind;
import io.github.imagefeed.store.lmdb.foreign.Pickle.NumpyType;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one pickle of protocol 2 to 5: plain objects, dictionaries, tuples, lists, integers, texts,
 * bytes, and numpy's integers.
 *
 * <p>A pickle is a program that may name any class and call any function. Here a name has no effect
 * but that an object says what it is called; three functions are known, by name, and all others are
 * refused. Bytes are not copied, so that a value costs as much memory as it has opcodes, of which
 * there are few.
 */
final class PickleReader {

  /** An image has some forty, whatever its size. */
  private static final int MAX_OPCODES = 1_000;

  private static final int PROTOCOL = 0x80;
  private static final int MIN_PROTOCOL = 2;
  private static final int MAX_PROTOCOL = 5;

  /** A place on the stack that no value has. */
  private static final Pickle MARK = new Global("");

  private final PickleBytes in;
  private final List<Pickle> stack = new ArrayList<>();
  private final Map<Long, Pickle> memo = new HashMap<>();

  private PickleReader(LmdbValue value) {
    this.in = new PickleBytes(value);
  }

  /** Whether a value begins as such pickles do and ends as all do. */
  static boolean isPickle(LmdbValue value) {
    return value.length() > 3
        && value.get(0) == PROTOCOL
        && value.get(1) >= MIN_PROTOCOL
        && value.get(1) <= MAX_PROTOCOL
        && value.get(value.length() - 1) == '.';
  }

  static Pickle read(LmdbValue value) throws ValueException {
    if (!isPickle(value)) {
      throw new ValueException("is no whole pickle of protocol 2 to 5");
    }
    return new PickleReader(value).run();
  }

  private Pickle run() throws ValueException {
    for (int opcodes = 0; opcodes < MAX_OPCODES; opcodes++) {
      int opcode = in.next();
      if (opcode == '.') {
        return pop();
      }
      step(opcode);
    }
    throw new ValueException(
        "is a pickle of more than " + MAX_OPCODES + " opcodes, expected one image");
  }

  private void step(int opcode) throws ValueException {
    switch (opcode) {
      case PROTOCOL -> in.skip(1);
      case 0x95 -> in.skip(Long.BYTES); // FRAME
      case '(' -> push(MARK);
      case 'N' -> push(Constant.NONE);
      case 0x88 -> push(Constant.TRUE);
      case 0x89 -> push(Constant.FALSE);
      case 'K' -> push(new Int(in.number(1)));
      case 'M' -> push(new Int(in.number(2)));
      case 'J' -> push(new Int((int) in.number(4)));
      case 0x8a -> push(new Int(in.signed((int) in.number(1)))); // LONG1
      case 'X' -> push(in.span(4, Kind.TEXT));
      case 0x8c -> push(in.span(1, Kind.TEXT));
      case 0x8d -> push(in.span(8, Kind.TEXT));
      case 'B', 'T' -> push(in.span(4, Kind.BYTES)); // T: Python 2's only kind of string
      case 'C', 'U' -> push(in.span(1, Kind.BYTES));
      case 0x8e, 0x96 -> push(in.span(8, Kind.BYTES));
      case 'c' -> push(new Global(in.line() + "." + in.line()));
      case 0x93 -> {
        String name = text(pop());
        push(new Global(text(pop()) + "." + name));
      }
      case ')', ']' -> push(new Items(new ArrayList<>()));
      case 't', 'l' -> push(new Items(popToMark()));
      case 0x85 -> push(new Items(popSome(1)));
      case 0x86 -> push(new Items(popSome(2)));
      case 0x87 -> push(new Items(popSome(3)));
      case 'a' -> append(popSome(1));
      case 'e' -> append(popToMark());
      case '}' -> push(new Dictionary(new HashMap<>()));
      case 's' -> put(popSome(2));
      case 'u' -> put(popToMark());
      case 'q' -> memo.put(in.number(1), peek());
      case 'r' -> memo.put(in.number(4), peek());
      case 0x94 -> memo.put((long) memo.size(), peek());
      case 'h' -> push(remembered(in.number(1)));
      case 'j' -> push(remembered(in.number(4)));
      case 0x81 -> newObject();
      case 'R' -> call();
      case 'b' -> build();
      default ->
          throw new ValueException(
              String.format(
                  "is a damaged or foreign pickle: opcode 0x%02x at byte %d, which no image uses",
                  opcode, in.at() - 1));
    }
  }

  private void newObject() throws ValueException {
    Items arguments = items(pop());
    String type = global(pop());
    if (!arguments.items().isEmpty()) {
      throw new ValueException("is refused: its pickle makes a " + type + " with arguments");
    }
    push(new Instance(type, new HashMap<>()));
  }

  /** The functions that pickles of images call; numpy 2 has the second under another name. */
  private void call() throws ValueException {
    List<Pickle> arguments = items(pop()).items();
    String function = global(pop());
    switch (function) {
      case "numpy.dtype" -> push(new NumpyType(text(argument(arguments, 0))));
      case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" ->
          push(scalar(argument(arguments, 0), argument(arguments, 1)));
      case "_codecs.encode" -> {
        if (!(argument(arguments, 0) instanceof Span span) || span.kind() != Kind.TEXT) {
          throw new ValueException("is a damaged pickle: something other than text is encoded");
        }
        push(new Span(span.at(), span.bytes(), Kind.BYTES_AS_TEXT));
      }
      default ->
          throw new ValueException(
              "is refused: its pickle calls "
                  + function
                  + ", expected a plain object of one image");
    }
  }

  private static Pickle argument(List<Pickle> arguments, int which) throws ValueException {
    if (which >= arguments.size()) {
      throw new ValueException("is a damaged pickle: a call has too few arguments");
    }
    return arguments.get(which);
  }

  private Int scalar(Pickle type, Pickle bytes) throws ValueException {
    if (!(type instanceof NumpyType numbers) || !(bytes instanceof Span span)) {
      throw new ValueException("is a damaged pickle: a numpy number without type or bytes");
    }
    return new Int(in.scalar(span, numbers));
  }

  private void build() throws ValueException {
    Pickle state = pop();
    Pickle target = peek();
    if (target instanceof Instance object && state instanceof Dictionary attributes) {
      object.attributes().putAll(attributes.items());
    } else if (target instanceof NumpyType type) {
      if (text(argument(items(state).items(), 1)).equals(">")) {
        type.setBigEndian();
      }
    } else {
      throw new ValueException(
          "is a pickle that cannot be read: an object has a state other than its attributes");
    }
  }

  private void put(List<Pickle> items) throws ValueException {
    if (!(peek() instanceof Dictionary dictionary) || items.size() % 2 != 0) {
      throw new ValueException("is a damaged pickle: pairs that go to no dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      dictionary.items().put(text(items.get(i)), items.get(i + 1));
    }
  }

  private void append(List<Pickle> more) throws ValueException {
    items(peek()).items().addAll(more);
  }

  private String text(Pickle value) throws ValueException {
    if (value instanceof Span span) {
      return in.text(span);
    }
    throw new ValueException("is a damaged pickle: expected a text before byte " + in.at());
  }

  private static Items items(Pickle value) throws ValueException {
    if (value instanceof Items items) {
      return items;
    }
    throw new ValueException("is a damaged pickle: expected a tuple or list");
  }

  private static String global(Pickle value) throws ValueException {
    if (value instanceof Global global) {
      return global.name();
    }
    throw new ValueException("is a damaged pickle: something is called that has no name");
  }

  private Pickle remembered(long number) throws ValueException {
    Pickle value = memo.get(number);
    if (value == null) {
      throw new ValueException("is a damaged pickle: it has nothing numbered " + number);
    }
    return value;
  }

  private void push(Pickle value) {
    stack.add(value);
  }

  private Pickle peek() throws ValueException {
    if (stack.isEmpty() || isMark(stack.size() - 1)) {
      throw new ValueException("is a damaged pickle: a value is missing before byte " + in.at());
    }
    return stack.get(stack.size() - 1);
  }

  private Pickle pop() throws ValueException {
    Pickle value = peek();
    stack.remove(stack.size() - 1);
    return value;
  }

  @SuppressWarnings("ReferenceEquality") // The mark is the one object that it is.
  private boolean isMark(int place) {
    return stack.get(place) == MARK;
  }

  private List<Pickle> popSome(int count) throws ValueException {
    List<Pickle> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(0, pop());
    }
    return values;
  }

  private List<Pickle> popToMark() throws ValueException {
    int mark = stack.size() - 1;
    while (mark >= 0 && !isMark(mark)) {
      mark--;
    }
    if (mark < 0) {
      throw new ValueException("is a damaged pickle: a beginning is missing");
    }
    List<Pickle> from = stack.subList(mark, stack.size());
    List<Pickle> values = new ArrayList<>(from.subList(1, from.size()));
    from.clear();
    return values;
  }
}
