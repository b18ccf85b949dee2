package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.SECOND;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.ClosedDays;
import hearback.config.calendar.DayTable;
import hearback.config.calendar.QuietWindow;
import hearback.config.profile.Retry;
import hearback.telephony.call.CallId;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.callback.AnswerRates;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.BestTimes;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackPolicy;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.Ceilings;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.Household;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.NumberHistory;
import hearback.telephony.callback.RetryRule;
import hearback.telephony.judge.PlanJudge.Ending;
import hearback.telephony.judge.PlanJudge.Said;
import hearback.telephony.judge.PlanJudge.Tried;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The planner that is judged, spoken to by its public methods alone: plain numbers go in and come out.
final class Planner {
    private static final CallbackId ID = new CallbackId(new UUID(1, 2));
    private static final CallbackId OTHER = new CallbackId(new UUID(1, 3));
    /// All of one district.
    private static final List<PhoneNumber.Known> NUMBERS = Stream.of(
                    "+8613800138000", "+8613800138001", "+8613800138002")
            .map(PhoneNumber.Known::new)
            .toList();
    private static final ServerName SERVER = new ServerName("main");

    private final CallbackPolicy policy;
    private final CallbackRequest request;
    private final List<Attempt> attempts = new ArrayList<>();

    Planner(RandomCase drawn) {
        policy = new CallbackPolicy(rule(drawn), rates(drawn.rules().wishes().answered()));
        request = new CallbackRequest(
                ID,
                new CallbackSubject("ticket:judged"),
                NUMBERS.getFirst(),
                reason(drawn),
                instant(drawn.asked()),
                new BestTimes(drawn.rules().wishes().best().stream()
                        .map(best -> new BestTimes.Window(best.from(), best.to()))
                        .toList()),
                Household.NONE,
                NUMBERS.subList(1, drawn.phones().many()));
    }

    private static CallbackReason reason(RandomCase drawn) {
        if (drawn.abandoned()) {
            return CallbackReason.ABANDONED_CALL;
        }
        return drawn.rules().wishes().appointed() ? CallbackReason.PROMISED : CallbackReason.REPLY;
    }

    Said move(Known known) {
        var now = instant(known.now());
        var number = withHousehold(
                new NumberHistory(
                        others(known),
                        byHand(known),
                        known.spokenTo().map(Planner::instant),
                        Optional.empty(),
                        known.phones().barred().stream().map(NUMBERS::get).collect(Collectors.toSet())),
                known.ofHousehold());
        return said(
                attempts.isEmpty() && known.others().stream().noneMatch(one -> one.start() >= known.plannedAt())
                        ? policy.first(request, number, now)
                        : policy.after(
                                new CallbackPlan(
                                        request,
                                        Optional.empty(),
                                        instant(known.plannedAt()),
                                        new CallbackState.Dialling(),
                                        attempts,
                                        Optional.empty()),
                                number,
                                now));
    }

    private NumberHistory withHousehold(NumberHistory number, List<Tried> ofHousehold) {
        return policy.rule().ceilings().householdInDay() == 0
                ? number
                : number.of(ofHousehold.stream()
                        .filter(one -> one.happened().mayHaveRung)
                        .map(one -> instant(one.start()))
                        .toList());
    }

    /// A third of what may have rung for others was dialled by hand: to the judge it is all the same.
    private static boolean isByHand(Known known, int place) {
        return place % 3 == 2 && known.others().get(place).happened().mayHaveRung;
    }

    private static List<Attempt> others(Known known) {
        return IntStream.range(0, known.others().size())
                .filter(place -> !isByHand(known, place))
                .mapToObj(place -> attempt(OTHER, place + 1, known.others().get(place)))
                .toList();
    }

    private static List<DialledByHand> byHand(Known known) {
        return IntStream.range(0, known.others().size())
                .filter(place -> isByHand(known, place))
                .mapToObj(place -> byHand(place, known.others().get(place), known.spokenTo()))
                .toList();
    }

    private static DialledByHand byHand(int place, Tried one, Optional<Long> spokenTo) {
        return new DialledByHand(
                new CallId("main-" + place),
                NUMBERS.get(one.number()),
                instant(one.start()),
                instant(one.end()),
                outcome(one.happened()),
                spokenTo.filter(at -> at >= one.end()).isPresent());
    }

    void tried(Tried one) {
        attempts.add(attempt(ID, attempts.size() + 1, one));
    }

    private static Attempt attempt(CallbackId callback, int ordinal, Tried one) {
        return new Attempt(
                AttemptId.of(callback, ordinal),
                callback,
                ordinal,
                NUMBERS.get(one.number()),
                SERVER,
                1,
                instant(one.start()),
                new AttemptState.Settled(outcome(one.happened()), instant(one.end())));
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static RetryRule rule(RandomCase drawn) {
        var rules = drawn.rules();
        return new RetryRule(
                rules.furtherAttempts(),
                length(rules.window()),
                length(rules.leaveAlone()),
                length(rules.ringTime()),
                length(rules.ownFailureWait()),
                length(drawn.abandonedWait()),
                new CallingHours(
                        ZoneId.of(rules.zone()),
                        rules.quiet().stream()
                                .map(window -> new QuietWindow(window.from(), window.to()))
                                .toList(),
                        closed(rules.daysOff())),
                new Ceilings(
                        rules.most().in24Hours(),
                        rules.most().in30Days(),
                        rules.most().ofHouseholdIn24Hours()),
                spread(rules.wishes().spread()));
    }

    private static Retry.Spread spread(Wishes.Spread spread) {
        return switch (spread) {
            case EARLIEST -> Retry.Spread.EARLIEST;
            case OTHER_TIMES -> Retry.Spread.PARTS_OF_DAY;
            case ANSWERED -> Retry.Spread.ANSWER_RATES;
        };
    }

    private static AnswerRates rates(Wishes.Answered answered) {
        return answered.equals(Wishes.Answered.NEVER)
                ? AnswerRates.NONE
                : AnswerRates.of(IntStream.range(0, 24)
                        .boxed()
                        .flatMap(hour -> Stream.of(
                                counted(
                                        "+861380",
                                        hour,
                                        answered.here().get(hour),
                                        answered.triedHere().get(hour)),
                                counted(
                                        "+861390",
                                        hour,
                                        answered.elsewhere().get(hour),
                                        answered.triedElsewhere().get(hour))))
                        .toList());
    }

    private static AnswerRates.Counted counted(String district, int hour, int answered, int tried) {
        return new AnswerRates.Counted(
                new AnswerRates.Place(new AnswerRates.District(district), hour), new AnswerRates.Rate(answered, tried));
    }

    private static ClosedDays closed(WallClock.DaysOff off) {
        var days = new HashMap<LocalDate, DayTable.Kind>();
        off.workedInstead().forEach(day -> days.put(day, DayTable.Kind.MAKE_UP_WORKING_DAY));
        off.holidays().forEach(day -> days.put(day, DayTable.Kind.HOLIDAY));
        var years = days.keySet().stream().map(LocalDate::getYear).collect(Collectors.toSet());
        return new ClosedDays(off.weekly(), new DayTable(years, days));
    }

    private static Duration length(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    private static AttemptOutcome outcome(Happened happened) {
        return switch (happened) {
            case REACHED -> new AttemptOutcome.Reached();
            case NEVER_KNOWN -> new AttemptOutcome.NeverKnown();
            case EMPTY_NUMBER_ANNOUNCED ->
                new AttemptOutcome.NotReached(
                        AttemptOutcome.Kind.NUMBER_UNKNOWN,
                        HangupCause.NOT_SAID,
                        Optional.of(new Announcement(
                                AnnouncementClass.EMPTY_NUMBER, Announcement.Source.SOUND, Announcement.SURE)));
            case BUSY,
                    NO_ANSWER,
                    NEVER_RANG,
                    SWITCHED_OFF,
                    OUT_OF_AREA,
                    SUSPENDED,
                    BARRED,
                    NUMBER_UNKNOWN,
                    NUMBER_CHANGED,
                    REJECTED,
                    ANSWERING_MACHINE ->
                new AttemptOutcome.NotReached(AttemptOutcome.Kind.valueOf(happened.name()), HangupCause.NOT_SAID);
            case TRUNK_CONGESTED,
                    TRUNK_REFUSED,
                    MEDIA_REFUSED,
                    NUMBER_MALFORMED,
                    NO_AGENT,
                    CUT_OFF,
                    NOT_SENT,
                    NO_CHANNEL,
                    TAKEN_BACK,
                    FAILED_WHILE_RINGING,
                    OTHER ->
                new AttemptOutcome.LineFailed(AttemptOutcome.Fault.valueOf(happened.name()), HangupCause.NOT_SAID);
        };
    }

    private static Said said(NextMove move) {
        return switch (move) {
            case NextMove.DialAt(Instant at, String why, Optional<String> problem, var number) ->
                new Said.DialAt(
                        micros(at), why, problem, number.map(NUMBERS::indexOf).orElse(0));
            case NextMove.Close(CloseReason reason, String why) -> new Said.Closed(ending(reason), why);
        };
    }

    private static Ending ending(CloseReason reason) {
        return switch (reason) {
            case REACHED -> Ending.REACHED;
            case UNREACHABLE -> Ending.UNREACHABLE;
            case NUMBER_UNKNOWN -> Ending.NUMBER_UNKNOWN;
            case NUMBER_CHANGED -> Ending.NUMBER_CHANGED;
            case CONTACTED, NOTHING_PRESSED, NOT_ALLOWED, WITHDRAWN -> Ending.ANOTHER;
        };
    }

    private static long micros(Instant at) {
        if (at.getNano() % 1000 != 0) {
            throw new IllegalStateException("more exact than the database can keep it: " + at);
        }
        return at.getEpochSecond() * SECOND + at.getNano() / 1000;
    }
}
