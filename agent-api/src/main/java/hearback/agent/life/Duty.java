package hearback.agent.life;

import static hearback.config.profile.Post.ADMINISTRATOR;
import static hearback.config.profile.Post.AGENT;
import static hearback.config.profile.Post.DEPARTMENT;
import static hearback.config.profile.Post.DISPATCHER;
import static hearback.config.profile.Post.FOLLOW_UP;
import static hearback.config.profile.Post.QUALITY;
import static hearback.config.profile.Post.SUPERVISOR;

import hearback.config.profile.Post;
import java.util.EnumSet;
import java.util.Set;

/// At which posts a fact may be proposed (a.10). Whoever leads may do what those do whom he leads, except for what
/// needs a second person; the auditor proves and changes nothing.
public final class Duty {
    private static final Set<Post> INTAKE = EnumSet.of(AGENT, DISPATCHER, SUPERVISOR, ADMINISTRATOR);
    private static final Set<Post> CENTRE = EnumSet.of(DISPATCHER, SUPERVISOR, ADMINISTRATOR);
    private static final Set<Post> LEAD = EnumSet.of(SUPERVISOR, ADMINISTRATOR);
    private static final Set<Post> HANDLING = EnumSet.of(DEPARTMENT);
    private static final Set<Post> ASKING = EnumSet.of(FOLLOW_UP, SUPERVISOR, ADMINISTRATOR);
    private static final Set<Post> SECOND_LOOK = EnumSet.of(DISPATCHER, QUALITY, SUPERVISOR, ADMINISTRATOR);
    private static final Set<Post> TALKING =
            EnumSet.of(AGENT, DISPATCHER, DEPARTMENT, FOLLOW_UP, SUPERVISOR, ADMINISTRATOR);
    /// What needs an approval is approved at the post that the profile names.
    private static final Set<Post> APPROVING = EnumSet.of(DISPATCHER, DEPARTMENT, QUALITY, SUPERVISOR, ADMINISTRATOR);

    private Duty() {}

    /// Empty: nobody may, Hearback itself tells it.
    public static Set<Post> of(Fact fact) {
        return switch (fact) {
            case IntakeFact intake -> ofIntake(intake);
            case OrderFact order -> ofOrder(order);
            case CustomerFact customer -> ofCustomer(customer);
            case CourseFact course -> ofCourse(course);
            case EndFact end -> ofEnd(end);
            case TrustFact trust ->
                switch (trust) {
                    case TrustFact.Recused _ -> TALKING;
                    case TrustFact.IdentitySealed _ -> INTAKE;
                    case TrustFact.SealBroken _ -> LEAD;
                };
            case LineFact _, WatchFact _ -> Set.of();
        };
    }

    private static Set<Post> ofIntake(IntakeFact fact) {
        return switch (fact) {
            case IntakeFact.Registered _,
                    IntakeFact.Described _,
                    IntakeFact.Weighed _,
                    IntakeFact.DocumentsAwaited _,
                    IntakeFact.DocumentsComplete _,
                    IntakeFact.Accepted _,
                    IntakeFact.NotAccepted _,
                    IntakeFact.SettledAtOnce _,
                    IntakeFact.Submitted _,
                    IntakeFact.ClassGiven _ -> INTAKE;
            // The cause is found by whoever looked into it (S0-49).
            case IntakeFact.Classified _ ->
                EnumSet.of(AGENT, DISPATCHER, DEPARTMENT, QUALITY, SUPERVISOR, ADMINISTRATOR);
            case IntakeFact.ClassTaken _ -> CENTRE;
            case IntakeFact.Rechecked _ -> SECOND_LOOK;
        };
    }

    private static Set<Post> ofOrder(OrderFact fact) {
        return switch (fact) {
            case OrderFact.Dispatched _, OrderFact.AnswerReturned _, OrderFact.AnswerApproved _ -> CENTRE;
            case OrderFact.OrderTaken _,
                    OrderFact.OrderRefused _,
                    OrderFact.Answered _,
                    OrderFact.JudgedValid _,
                    OrderFact.JudgedInvalid _ -> HANDLING;
        };
    }

    private static Set<Post> ofCustomer(CustomerFact fact) {
        return switch (fact) {
            case CustomerFact.TellingFailed _,
                    CustomerFact.ProgressTold _,
                    CustomerFact.ResultTold _,
                    CustomerFact.PlanAgreed _,
                    CustomerFact.Promised _ -> TALKING;
            case CustomerFact.CompensationPromised _ ->
                EnumSet.of(AGENT, DISPATCHER, DEPARTMENT, SUPERVISOR, ADMINISTRATOR);
            case CustomerFact.FollowUpInstructed _, CustomerFact.FollowUpAssigned _ -> CENTRE;
            case CustomerFact.FollowedUp _ -> ASKING;
            case CustomerFact.SecondDispatchDecided _ -> EnumSet.of(FOLLOW_UP, DISPATCHER, SUPERVISOR, ADMINISTRATOR);
            case CustomerFact.ObjectionNoted _ -> Set.of();
            case CustomerFact.CallbackRenewed _, CustomerFact.OtherChannelUsed _, CustomerFact.UnreachableAccepted _ ->
                LEAD;
        };
    }

    private static Set<Post> ofCourse(CourseFact fact) {
        return switch (fact) {
            case CourseFact.Urged urged ->
                switch (urged.by()) {
                    case CUSTOMER -> INTAKE;
                    case CENTRE -> CENTRE;
                    case SYSTEM -> Set.of();
                };
            case CourseFact.FoundAlike _ -> Set.of();
            case CourseFact.Supervised _ -> LEAD;
            case CourseFact.Informed _ -> TALKING;
            case CourseFact.ExtensionAsked _, CourseFact.Suspended _, CourseFact.Resumed _ ->
                EnumSet.of(DISPATCHER, DEPARTMENT, SUPERVISOR, ADMINISTRATOR);
            case CourseFact.ExtensionGranted _, CourseFact.ExtensionRefused _, CourseFact.Approved _ -> APPROVING;
            case CourseFact.MarkedBatch _, CourseFact.EscalatedTo _ -> CENTRE;
            case CourseFact.EscalatedFrom _, CourseFact.LinkedTo _, CourseFact.CallMoved _ -> INTAKE;
        };
    }

    private static Set<Post> ofEnd(EndFact fact) {
        return switch (fact) {
            case EndFact.SpecialCloseAsked _ ->
                EnumSet.of(DISPATCHER, DEPARTMENT, FOLLOW_UP, SUPERVISOR, ADMINISTRATOR);
            case EndFact.SpecialCloseRefused _, EndFact.SpeciallyClosed _ -> APPROVING;
            case EndFact.WithdrawalAsked _ -> EnumSet.of(AGENT, DISPATCHER, FOLLOW_UP, SUPERVISOR, ADMINISTRATOR);
            case EndFact.WithdrawalChecked _ -> SECOND_LOOK;
            case EndFact.Closed _ -> INTAKE;
            case EndFact.Archived _ -> SECOND_LOOK;
        };
    }
}
