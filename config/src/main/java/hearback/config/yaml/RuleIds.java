package hearback.config.yaml;

import hearback.config.profile.ClassRule;
import hearback.config.profile.ClockRule;
import hearback.config.profile.Powers;
import hearback.config.profile.RuleId;
import hearback.config.profile.Taxonomy;
import java.util.Map;

/// Finds sources that do not exist: a number whose rule nobody can look up might as well be invented.
record RuleIds(Parts parts, Findings findings) {
    /// The last rule of each source text; the ids have no holes.
    private static final Map<String, Integer> LAST_RULE = Map.of("S0", 93, "S1", 58, "S2", 67, "S3", 108, "S4", 65);

    void check() {
        parts.intake().ifPresent(intake -> {
            intake.recheck().ifPresent(gate -> known("intake.recheck.rule", gate.rule()));
            intake.escalatedDesk().ifPresent(desk -> known("intake.escalated-desk.rule", desk.rule()));
        });
        parts.handling().ifPresent(handling -> {
            known("handling.extension.rule", handling.extension().rule());
            known("handling.overrun.rule", handling.overrun().rule());
        });
        parts.followUp().ifPresent(asked -> known("follow-up.rule", asked.rule()));
        parts.retry().ifPresent(retry -> known("retry.rule", retry.rule()));
        parts.numbering().ifPresent(numbering -> known("numbering.rule", numbering.rule()));
        for (Parts.Placed<Taxonomy> axis : parts.taxonomies().entries()) {
            known(axis.path() + ".rule", axis.value().rule());
            for (int place = 0; place < axis.value().leaves().size(); place++) {
                RuleId rule = axis.value().leaves().get(place).rule();
                if (!rule.equals(axis.value().rule())) {
                    known(axis.path() + ".leaves[" + place + "].rule", rule);
                }
            }
        }
        parts.matter().ifPresent(matter -> known("matter.rule", matter.rule()));
        for (Parts.Placed<ClassRule> placed : parts.classes().entries()) {
            known(placed.path() + ".rule", placed.value().rule());
        }
        for (Parts.Placed<ClockRule> clock : parts.clocks().entries()) {
            known(clock.path() + ".rule", clock.value().rule());
        }
        parts.powers().ifPresent(this::powers);
        parts.formulas().ifPresent(formulas -> {
            known("formulas.on-time.rule", formulas.onTime().rule());
            known("formulas.satisfaction.rule", formulas.satisfaction().rule());
            known("formulas.closing.rule", formulas.closing().rule());
            formulas.response().ifPresent(response -> known("formulas.response.rule", response.rule()));
        });
    }

    private void powers(Powers powers) {
        known("powers.second-responsible.rule", powers.secondResponsible().rule());
        for (int place = 0; place < powers.approvals().size(); place++) {
            known(
                    "powers.approvals[" + place + "].rule",
                    powers.approvals().get(place).rule());
        }
        known("powers.compensation.rule", powers.compensation().rule());
    }

    private void known(String path, RuleId rule) {
        if (!rule.equals(RuleId.OURS)) {
            int number = Integer.parseInt(rule.text().substring(3));
            if (number < 1 || number > LAST_RULE.getOrDefault(rule.text().substring(0, 2), 0)) {
                findings.add(path, rule + " is no rule of the sources");
            }
        }
    }
}
