package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.CallFact;
import hearback.telephony.testing.OneOfEachFact;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactCodecTest {
    @Test
    void every_kind_of_fact_is_read_as_it_was_written() {
        assertThat(OneOfEachFact.list())
                .allSatisfy(fact -> assertThat(FactCodec.read(FactCodec.kind(fact), FactCodec.body(fact)))
                        .isEqualTo(fact));
    }

    @Test
    void no_kind_of_fact_is_forgotten_here() {
        Set<Class<?>> kinds = new HashSet<>(Arrays.stream(CallFact.class.getDeclaredClasses())
                .filter(type -> !Modifier.isInterface(type.getModifiers()))
                .toList());

        assertThat(OneOfEachFact.list())
                .<Class<?>>extracting(CallFact::getClass)
                .containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(OneOfEachFact.list()).extracting(FactCodec::kind).doesNotHaveDuplicates();
    }

    @Test
    void a_kind_nobody_wrote_is_our_mistake() {
        assertThatThrownBy(() -> FactCodec.read("leg-flew-away", "{\"at\":\"2026-11-23T02:00:00Z\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("leg-flew-away");
    }
}
