package hearback.agent.life;

import static hearback.agent.life.Played.AGENT;
import static hearback.agent.life.Played.called;
import static hearback.agent.life.Played.profile;
import static hearback.agent.life.Played.time;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.FollowUp.Scale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The worked example of b.9, with the formulas of the profiles that are shipped, and figures of tickets that were
/// really played.
final class FiguresTest {
    private static final Map<String, String> NOWHERE = Map.of("cause", "not-yet-determined");

    private static Tally tally(boolean isValid, boolean isFinished, boolean isInTime, Optional<Scale> answer) {
        return new Tally(isValid, isFinished, isInTime, false, Optional.empty(), answer, NOWHERE);
    }

    /// 20 complaints: 15 valid, 5 invalid; of the valid 9 satisfied, 3 fairly, 1 average, 2 dissatisfied; on time
    /// 17, late 1, open 2.
    private static List<Tally> twenty() {
        List<Tally> tallies = new ArrayList<>();
        List<Scale> answers = new ArrayList<>(Collections.nCopies(9, Scale.SATISFIED));
        answers.addAll(Collections.nCopies(3, Scale.FAIRLY_SATISFIED));
        answers.add(Scale.AVERAGE);
        answers.addAll(Collections.nCopies(2, Scale.DISSATISFIED));
        answers.forEach(answer -> tallies.add(tally(true, true, true, Optional.of(answer))));
        // Of the invalid ones two were explained in time, one late, and two are open.
        tallies.addAll(Collections.nCopies(2, tally(false, true, true, Optional.empty())));
        tallies.add(tally(false, true, false, Optional.empty()));
        tallies.addAll(Collections.nCopies(2, tally(false, false, true, Optional.empty())));
        return tallies;
    }

    @Test
    void b9_satisfaction_and_on_time_as_the_text_has_them_S1_56_S1_57() {
        for (String name : List.of("gas", "telecom", "rural-bank", "postal-bank")) {
            Figures figures = Figures.of(profile(name), twenty());
            assertThat(figures.total()).isEqualTo(20);
            assertThat(figures.valid()).isEqualTo(15);
            assertThat(figures.invalid()).isEqualTo(5);
            assertThat(figures.satisfaction()).as(name).isEqualTo(new Figures.Ratio(9, 20));
            assertThat(figures.satisfaction().percent()).contains(new BigDecimal("45.0"));
            assertThat(figures.onTime()).as(name).isEqualTo(new Figures.Ratio(17, 20));
            assertThat(figures.onTime().percent()).contains(new BigDecimal("85.0"));
        }
    }

    /// 50 received, 3 specially closed, 44 of the other 47 closed; 48 answered within 24 h.
    @Test
    void b9_closing_leaves_the_specially_closed_out_and_response_keeps_them_S2_65() {
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tallies.add(new Tally(true, i < 47, true, i < 3, Optional.of(i < 48), Optional.empty(), NOWHERE));
        }
        Figures figures = Figures.of(profile("car-dealer"), tallies);
        assertThat(figures.closing()).isEqualTo(new Figures.Ratio(44, 47));
        assertThat(figures.closing().percent()).contains(new BigDecimal("93.6"));
        assertThat(figures.response()).contains(new Figures.Ratio(48, 50));
        assertThat(figures.response().orElseThrow().percent()).contains(new BigDecimal("96.0"));
        assertThat(figures.total()).isEqualTo(50);
    }

    @Test
    void b9_the_leaves_of_each_axis_add_up_to_all_S0_44_S0_48() {
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            var ticket = called("telecom", "2025-10-13 10:00");
            if (i % 3 == 0) {
                // Said twice: the last is where it stands, and it stands nowhere else.
                ticket.does(AGENT, new IntakeFact.Classified("cause", "customer-side"))
                        .does(AGENT, new IntakeFact.Classified("cause", "repair-cable"));
            }
            tallies.add(Tally.of(ticket.profile(), ticket.life(), time("2025-10-13 11:00"))
                    .orElseThrow());
        }
        Figures figures = Figures.of(profile("telecom"), tallies);
        assertThat(figures.leaves().keySet()).containsExactly("business", "cause", "nature", "problem");
        figures.leaves()
                .forEach((axis, leaves) -> assertThat(leaves.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .as(axis)
                        .isEqualTo(45));
        assertThat(figures.leaves().get("cause"))
                .containsEntry("repair-cable", 15)
                .doesNotContainKey("customer-side");
    }

    @Test
    void what_was_no_complaint_is_in_no_figure_and_nothing_below_the_line_is_no_rate() {
        var nuisance = called("telecom", "2025-10-13 10:00")
                .does(AGENT, new EndFact.Closed(EndFact.How.NO_COMPLAINT, "a silent call"));
        assertThat(Tally.of(nuisance.profile(), nuisance.life(), nuisance.now()))
                .isEmpty();
        assertThat(Figures.of(profile("telecom"), List.of()).onTime().percent()).isEmpty();
    }
}
