package hearback.config.profile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who may decide what (regulation a.4, a.9, a.10).
///
/// @param posts that there are in this institution
/// @param secondResponsible each order names a second person beside the first, so that absence delays nothing
/// @param approvals what somebody must agree to before it is done
public record Powers(
        Set<Post> posts, SecondResponsible secondResponsible, List<Approval> approvals, Compensation compensation) {
    public Powers {
        posts = Set.copyOf(posts);
        approvals = List.copyOf(approvals);
    }

    /// (S0-74, S3-36)
    public record SecondResponsible(RuleId rule, boolean needed) {}

    /// @param by who agrees; never the one who asks
    public record Approval(Act of, Post by, RuleId rule) {}

    /// What may need somebody's agreement.
    public enum Act {
        /// S3-79, S4-61
        EXTENSION,
        /// S2-64
        SPECIAL_CLOSE,
        /// S0-26
        WRITTEN_REPLY,
        /// The second look at a reply to an outside body (S0-23).
        ESCALATED_REPLY,
        /// S1-29
        JUDGEMENT_INVALID,
        /// The solution, before the customer is told (S2-31).
        SOLUTION
    }

    /// What customers may be given, and who may promise it (S2-50, S3-24).
    ///
    /// @param kinds in the order in which they are offered (S0-18)
    /// @param limits the smallest first; whoever is not among them may promise nothing
    public record Compensation(RuleId rule, List<Kind> kinds, List<Limit> limits) {
        public Compensation {
            kinds = List.copyOf(kinds);
            limits = List.copyOf(limits);
        }

        /// Whether somebody at this post may promise so much by himself.
        public boolean mayPromise(Post post, BigDecimal amount) {
            return limits.stream()
                    .filter(limit -> limit.post() == post)
                    .anyMatch(limit -> limit.upTo()
                            .map(most -> amount.compareTo(most) <= 0)
                            .orElse(true));
        }
    }

    /// What can be given.
    public enum Kind {
        FEE_REDUCTION,
        FREE_SERVICE,
        /// Phone cards, vouchers.
        VOUCHER,
        CASH
    }

    /// @param upTo this much and no more; empty: any amount
    public record Limit(Post post, Optional<BigDecimal> upTo) {}
}
