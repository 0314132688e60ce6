package fr.anima.hub.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {
  @ParameterizedTest
  @CsvSource({
    "Léa Martin, Léa",
    "Léa, Léa",
    "Mme Delattre, Mme D.",
    "M. Éric Vasseur, M. É.",
    "  mlle   d'Artois , mlle d.",
    "Mme, Mme",
    "Mehdi Haddad, Mehdi",
  })
  void a_shop_hears_a_first_name_or_an_initial_but_no_family_name(String name, String called) {
    Order.Wanted wanted =
        new Order.Wanted(
            name, "0600000000", Optional.empty(), "1 rue Royale", Optional.empty(), 50.95, 1.85);

    assertEquals(called, wanted.calledAs());
  }
}
