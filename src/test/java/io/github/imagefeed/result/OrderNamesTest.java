package io.github.imagefeed.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.imagefeed.order.EpochOrder;
import org.junit.jupiter.api.Test;

final class OrderNamesTest {

  /** Who measures takes the name from the order itself; who reports has to know it. */
  @Test
  void areThoseThatOrdersHave() {
    assertEquals(OrderNames.SEQUENTIAL, EpochOrder.Kind.SEQUENTIAL.toString());
    assertEquals(OrderNames.SHUFFLED, EpochOrder.Kind.SHUFFLED.toString());
  }
}
