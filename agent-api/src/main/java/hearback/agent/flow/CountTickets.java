package hearback.agent.flow;

import hearback.agent.life.Figures;
import hearback.agent.life.Tally;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The figures of a stretch of days (regulation a.12, b.9), each ticket by the formulas of the profile version it goes
/// by.
public final class CountTickets {
    private static final int PAGE = 500;

    private final TicketStore tickets;
    private final Rulebook rules;

    public CountTickets(TicketStore tickets, Rulebook rules) {
        this.tickets = tickets;
        this.rules = rules;
    }

    /// The tickets opened on these days, as they stand now.
    ///
    /// @param until not counted itself
    /// @param hotline only those of this one, when not empty
    /// @return for each version of a profile that one of them goes by, in the order in which it first comes
    /// @throws hearback.telephony.flow.StoreUnavailable when the database could not be asked
    public Map<ProfileVersion, Figures> of(LocalDate from, LocalDate until, Optional<String> hotline, Instant now) {
        Map<ProfileVersion, List<Tally>> tallies = new LinkedHashMap<>();
        Map<ProfileVersion, Profile> profiles = new LinkedHashMap<>();
        Optional<TicketNumber> after = Optional.empty();
        List<TicketStore.Whole> page;
        do {
            page = tickets.opened(from, until, after, PAGE);
            for (TicketStore.Whole one : page) {
                after = Optional.of(one.ticket().opening().number());
                if (hotline.filter(
                                wanted -> !wanted.equals(one.ticket().opening().hotline()))
                        .isPresent()) {
                    continue;
                }
                Profile profile = rules.of(one.life(), now);
                Tally.of(profile, one.life(), now).ifPresent(tally -> {
                    profiles.put(profile.version(), profile);
                    tallies.computeIfAbsent(profile.version(), _ -> new ArrayList<>())
                            .add(tally);
                });
            }
        } while (page.size() == PAGE);
        Map<ProfileVersion, Figures> figures = new LinkedHashMap<>();
        profiles.forEach((version, profile) ->
                figures.put(version, Figures.of(profile, tallies.getOrDefault(version, List.of()))));
        return figures;
    }
}
