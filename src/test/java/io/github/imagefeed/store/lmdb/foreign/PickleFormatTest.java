package io.github.imagefeed.store.lmdb.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.lmdb.LmdbValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Pickles that name, call and claim what they should not. */
final class PickleFormatTest {

  private static LmdbValue pickle(String latin) {
    return LmdbValue.of(latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertRefused(String pickle, String why) {
    ValueException e =
        assertThrows(ValueException.class, () -> new PickleFormat().read(pickle(pickle)));
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  @Test
  void functionsAreNotCalled() {
    assertRefused("\u0080\u0002cos\nsystem\nU\u0002ls\u0085R.", "calls os.system");
    assertRefused("\u0080\u0002c__builtin__\neval\nU\u00011\u0085\u0081.", "with arguments");
    assertRefused("\u0080\u0002(S'ls'\nios\nsystem\n.", "opcode 0x53");
    assertRefused("\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093)R.", "calls os.system");
  }

  @Test
  void countsAreComparedWithWhatIsThere() {
    assertRefused("\u0080\u0003B\u00ff\u00ff\u00ff\u007f.", "bytes wanted");
    assertRefused("\u0080\u0004\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "wanted");
    assertRefused("\u0080\u0002\u008a\u00ff.", "255 bytes");
    assertRefused("\u0080\u0002" + "N".repeat(2000) + ".", "more than 1000 opcodes");
  }

  @Test
  void whatIsMissingIsDamage() {
    assertRefused("\u0080\u0002b.", "a value is missing");
    assertRefused("\u0080\u0002h\u0001.", "nothing numbered 1");
    assertRefused("\u0080\u0002t.", "a beginning is missing");
    assertRefused("\u0080\u0002}(K\u0001u.", "pairs");
    assertRefused(
        "\u0080\u0002c__main__\nThing\n)\u0081.", "__main__.Thing with the attributes []");
  }

  @Test
  void theImageIsFoundWhereItLies() throws ValueException {
    Samples samples = Samples.of(3, 1);
    byte[] pickle = Environments.pickle(samples, 2);
    Content content = new PickleFormat().read(LmdbValue.of(pickle));
    assertEquals(Packing.TEXT, content.packing());
    assertEquals(samples.label(2), content.label().orElseThrow());
    byte[] text = Arrays.copyOfRange(pickle, content.at(), content.at() + content.bytes());
    assertEquals(
        new String(samples.pixels(2), StandardCharsets.ISO_8859_1),
        new String(text, StandardCharsets.UTF_8));
  }
}
