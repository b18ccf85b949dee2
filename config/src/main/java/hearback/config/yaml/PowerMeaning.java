package hearback.config.yaml;

import static hearback.config.yaml.ProfileWords.word;

import hearback.config.profile.FollowUp;
import hearback.config.profile.Handling;
import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What makes no sense about who may decide what: somebody is needed whom there is not.
record PowerMeaning(Parts parts, Findings findings) {
    void check() {
        parts.powers().ifPresent(this::powers);
    }

    private void powers(Powers powers) {
        parts.handling().map(Handling::replier).map(PowerMeaning::postOf).ifPresent(post -> {
            needed(powers, post, "handling.replier");
        });
        parts.followUp()
                .filter(asked -> asked.coverage() != FollowUp.Coverage.NOBODY)
                .ifPresent(_ -> needed(powers, Post.FOLLOW_UP, "follow-up.coverage"));
        for (int place = 0; place < powers.approvals().size(); place++) {
            needed(powers, powers.approvals().get(place).by(), "powers.approvals[" + place + "].by");
        }
        boolean somebodyApproves =
                powers.approvals().stream().anyMatch(approval -> approval.of() == Powers.Act.EXTENSION);
        parts.handling()
                .map(Handling::extension)
                .filter(extension -> extension.needsApproval() && extension.atMost() > 0 && !somebodyApproves)
                .ifPresent(extension -> findings.add(
                        "powers.approvals",
                        extension.rule(),
                        "lacks who approves an extension, which handling.extension.needs-approval asks for"));
        limits(powers);
    }

    private static Post postOf(Handling.Replier replier) {
        return switch (replier) {
            case DEPARTMENT -> Post.DEPARTMENT;
            case CENTRE -> Post.DISPATCHER;
            case FIRST_ACCEPTOR, AGENT -> Post.AGENT;
        };
    }

    private void needed(Powers powers, Post post, String path) {
        if (!powers.posts().contains(post)) {
            findings.add(path, "needs the role " + word(post) + ", which powers.roles lacks");
        }
    }

    private void limits(Powers powers) {
        Set<Post> seen = EnumSet.noneOf(Post.class);
        Optional<BigDecimal> last = Optional.of(BigDecimal.ZERO);
        for (int place = 0; place < powers.compensation().limits().size(); place++) {
            Powers.Limit limit = powers.compensation().limits().get(place);
            String path = "powers.compensation.limits[" + place + "]";
            needed(powers, limit.post(), path + ".role");
            if (!seen.add(limit.post())) {
                findings.add(path + ".role", "there is another limit of the role " + word(limit.post()));
            }
            if (last.isEmpty() || !isMore(limit.upTo(), last.get())) {
                findings.add(path + ".up-to", "must be more than the one before: the smallest stands first");
            }
            last = limit.upTo();
        }
    }

    private static boolean isMore(Optional<BigDecimal> amount, BigDecimal than) {
        return amount.map(most -> most.compareTo(than) > 0).orElse(true);
    }
}
