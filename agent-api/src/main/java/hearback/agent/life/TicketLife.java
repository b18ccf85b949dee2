package hearback.agent.life;

import hearback.agent.clock.Clock;
import hearback.agent.clock.Clocks;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.Intake;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileVersion;
import hearback.config.profile.Taxonomy;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A ticket as its steps tell it; every question is answered from them, so that nothing can disagree with the history
/// (decision 0008).
///
/// @param steps in the order of their ordinals; the first is [IntakeFact.Registered]
public record TicketLife(List<Step> steps) {
    /// @throws IllegalArgumentException when a step is missing or there twice, or the first does not register
    public TicketLife {
        steps = List.copyOf(steps);
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).ordinal() != i + 1) {
                throw new IllegalArgumentException("step " + (i + 1) + " is missing, there is "
                        + steps.get(i).ordinal() + " in its place");
            }
        }
        if (steps.isEmpty() || !(steps.getFirst().fact() instanceof IntakeFact.Registered)) {
            throw new IllegalArgumentException("a ticket begins with being registered");
        }
    }

    /// The same life from whatever order the steps came in.
    ///
    /// @throws IllegalArgumentException as the constructor
    public static TicketLife of(Collection<Step> steps) {
        return new TicketLife(
                steps.stream().sorted(Comparator.comparingInt(Step::ordinal)).toList());
    }

    public TicketLife with(List<Step> more) {
        return new TicketLife(Stream.concat(steps.stream(), more.stream()).toList());
    }

    public Stage stage() {
        return Stages.of(steps);
    }

    public IntakeFact.Registered registered() {
        return (IntakeFact.Registered) steps.getFirst().fact();
    }

    public Channel channel() {
        return registered().channel();
    }

    /// The version it goes by for ever; empty before it was accepted.
    public Optional<ProfileVersion> profile() {
        return last(IntakeFact.Accepted.class).map(IntakeFact.Accepted::profile);
    }

    /// Who took it in: he keeps it until a department takes it (S0-02, S1-06).
    public Optional<Actor> acceptor() {
        return steps.stream()
                .filter(step -> step.fact() instanceof IntakeFact.Accepted
                        || step.fact() instanceof IntakeFact.Described
                        || step.fact() instanceof IntakeFact.Submitted)
                .map(Step::actor)
                .filter(actor -> !actor.isItself())
                .findFirst();
    }

    public Map<Intake.Field, String> described() {
        Map<Intake.Field, String> fields = new EnumMap<>(Intake.Field.class);
        all(IntakeFact.Described.class).forEach(said -> fields.putAll(said.fields()));
        return fields;
    }

    public Optional<IntakeFact.Weighed> weighed() {
        return last(IntakeFact.Weighed.class);
    }

    public Optional<BigDecimal> amount() {
        return weighed().flatMap(IntakeFact.Weighed::amount);
    }

    /// Exactly one leaf of each axis: what nobody decided yet is a leaf too (S0-44, b.9).
    public Map<String, String> leaves(Profile profile) {
        Map<String, String> leaves = new HashMap<>();
        profile.taxonomies().forEach(axis -> leaves.put(axis.id(), Taxonomy.NOT_YET_DETERMINED));
        all(IntakeFact.Classified.class).forEach(said -> leaves.put(said.taxonomy(), said.leaf()));
        return leaves;
    }

    public Set<ClassFlag> classes() {
        Set<ClassFlag> flags = EnumSet.noneOf(ClassFlag.class);
        for (Step step : steps) {
            switch (step.fact()) {
                case IntakeFact.ClassGiven given -> flags.add(given.flag());
                case IntakeFact.ClassTaken taken -> flags.remove(taken.flag());
                default -> {
                    // Nothing else gives or takes one.
                }
            }
        }
        return flags;
    }

    public List<Order> orders() {
        return Order.in(steps);
    }

    public Optional<Order> order(int number) {
        return orders().stream().filter(order -> order.number() == number).findFirst();
    }

    /// How often it went to and fro: orders refused and answers sent back.
    public int returns() {
        return (int) (count(OrderFact.OrderRefused.class) + count(OrderFact.AnswerReturned.class));
    }

    /// Every department that was ever given it.
    public Set<String> departments() {
        Set<String> departments = new HashSet<>();
        orders().forEach(order -> departments.add(order.department()));
        return departments;
    }

    /// Urges of the customer, without those that were about another matter.
    public long urgesByCustomer() {
        Set<String> moved = movedCalls();
        return all(CourseFact.Urged.class)
                .filter(urged -> urged.by() == CourseFact.By.CUSTOMER)
                .filter(urged -> urged.call().filter(moved::contains).isEmpty())
                .count();
    }

    /// The calls that urged it.
    public Set<String> urgesByCall() {
        Set<String> calls = new HashSet<>();
        all(CourseFact.Urged.class).forEach(urged -> urged.call().ifPresent(calls::add));
        calls.removeAll(movedCalls());
        return calls;
    }

    private Set<String> movedCalls() {
        Set<String> moved = new HashSet<>();
        all(CourseFact.CallMoved.class).forEach(each -> moved.add(each.call()));
        return moved;
    }

    public boolean isSuspended() {
        return stands(CourseFact.Suspended.class, CourseFact.Resumed.class);
    }

    public boolean isSealed() {
        return last(TrustFact.IdentitySealed.class).isPresent();
    }

    public boolean isRecused(String person) {
        return all(TrustFact.Recused.class).anyMatch(recused -> recused.person().equals(person));
    }

    /// The request of this kind that nobody has decided yet.
    ///
    /// @param decisions what decides it
    public Optional<Step> pending(Class<? extends Fact> request, Set<Class<? extends Fact>> decisions) {
        Optional<Step> pending = Optional.empty();
        for (Step step : steps) {
            if (request.isInstance(step.fact())) {
                pending = Optional.of(step);
            } else if (decisions.stream().anyMatch(decision -> decision.isInstance(step.fact()))) {
                pending = Optional.empty();
            }
        }
        return pending;
    }

    /// How soon it is to be taken up: what its classes ask for, and repeated urges raise it (S0-16, S0-52).
    public ClassRule.Urgency urgency(Profile profile) {
        ClassRule.Urgency byClass = classes().stream()
                .flatMap(flag -> profile.classRule(flag).stream())
                .map(ClassRule::urgency)
                .max(Comparator.naturalOrder())
                .orElse(ClassRule.Urgency.NORMAL);
        long urges = urgesByCustomer();
        ClassRule.Urgency byUrges = urges >= profile.intake().urgesToUrgent()
                ? ClassRule.Urgency.URGENT
                : urges >= 2 ? ClassRule.Urgency.HIGH : ClassRule.Urgency.NORMAL;
        return byClass.compareTo(byUrges) >= 0 ? byClass : byUrges;
    }

    /// Every clock, as this version of the profile has them.
    public List<Clock> clocks(Profile profile) {
        return Clocks.of(profile.calendar(), profile.clocks(), channel(), Happenings.of(steps));
    }

    /// The order in which things of one kind were said.
    public <F extends Fact> Stream<F> all(Class<F> kind) {
        return steps.stream().map(Step::fact).filter(kind::isInstance).map(kind::cast);
    }

    public <F extends Fact> Optional<F> last(Class<F> kind) {
        return lastStep(kind).map(Step::fact).map(kind::cast);
    }

    public Optional<Step> lastStep(Class<? extends Fact> kind) {
        return steps.reversed().stream()
                .filter(step -> kind.isInstance(step.fact()))
                .findFirst();
    }

    public boolean has(Class<? extends Fact> kind) {
        return lastStep(kind).isPresent();
    }

    long count(Class<? extends Fact> kind) {
        return all(kind).count();
    }

    private boolean stands(Class<? extends Fact> begun, Class<? extends Fact> ended) {
        return steps.reversed().stream()
                .filter(step -> begun.isInstance(step.fact()) || ended.isInstance(step.fact()))
                .findFirst()
                .filter(step -> begun.isInstance(step.fact()))
                .isPresent();
    }
}
