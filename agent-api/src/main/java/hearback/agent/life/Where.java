package hearback.agent.life;

/// In which stages a fact may be added.
final class Where {
    private Where() {}

    static boolean allows(Stage stage, Fact fact) {
        return switch (fact) {
            case IntakeFact intake -> allowsIntake(stage, intake);
            case OrderFact order ->
                switch (order) {
                    case OrderFact.Dispatched _ ->
                        stage instanceof Stage.Submitted || stage instanceof Stage.AtDepartment;
                    case OrderFact.OrderTaken _,
                            OrderFact.OrderRefused _,
                            OrderFact.Answered _,
                            OrderFact.JudgedInvalid _ -> stage instanceof Stage.AtDepartment;
                    case OrderFact.JudgedValid _ -> isWorkedOn(stage);
                    // One department's answer is looked at while another still works.
                    case OrderFact.AnswerReturned _, OrderFact.AnswerApproved _ ->
                        stage instanceof Stage.UnderReview || stage instanceof Stage.AtDepartment;
                };
            case CustomerFact customer -> allowsCustomer(stage, customer);
            case CourseFact course ->
                switch (course) {
                    case CourseFact.Approved _ -> isWorkedOn(stage);
                    // Every one that belongs to a batch is marked, also one that is done (S0-12).
                    case CourseFact.LinkedTo _,
                            CourseFact.MarkedBatch _,
                            CourseFact.FoundAlike _,
                            CourseFact.CallMoved _ -> !(stage instanceof Stage.Archived);
                    case CourseFact.Urged _,
                            CourseFact.Supervised _,
                            CourseFact.Informed _,
                            CourseFact.ExtensionAsked _,
                            CourseFact.ExtensionGranted _,
                            CourseFact.ExtensionRefused _,
                            CourseFact.Suspended _,
                            CourseFact.Resumed _,
                            CourseFact.EscalatedFrom _,
                            CourseFact.EscalatedTo _ -> stage.isOpen();
                };
            case EndFact end ->
                switch (end) {
                    case EndFact.Archived _ -> stage instanceof Stage.Closed;
                    case EndFact.Closed closed ->
                        switch (closed.how()) {
                            case NO_COMPLAINT ->
                                isIntake(stage) || stage instanceof Stage.Accepted || stage instanceof Stage.Submitted;
                            case FINISHED -> stage instanceof Stage.Told;
                            case UNREACHABLE -> stage.isOpen();
                        };
                    case EndFact.SpecialCloseAsked _,
                            EndFact.SpecialCloseRefused _,
                            EndFact.SpeciallyClosed _,
                            EndFact.WithdrawalAsked _,
                            EndFact.WithdrawalChecked _ -> stage.isOpen();
                };
            case TrustFact _ -> !(stage instanceof Stage.Archived);
            // What the line and the watch tell has happened, whatever the stage.
            case LineFact _, WatchFact _ -> true;
        };
    }

    private static boolean allowsIntake(Stage stage, IntakeFact fact) {
        return switch (fact) {
            case IntakeFact.Registered _ -> false;
            case IntakeFact.Described _, IntakeFact.Weighed _, IntakeFact.ClassGiven _, IntakeFact.ClassTaken _ ->
                stage.isOpen();
            // The cause may be decided until it is filed (S0-49).
            case IntakeFact.Classified _ -> !(stage instanceof Stage.Archived);
            case IntakeFact.DocumentsAwaited _, IntakeFact.Accepted _ -> stage instanceof Stage.Intake;
            case IntakeFact.DocumentsComplete _ -> stage instanceof Stage.AwaitingDocuments;
            // What was taken in by rule may turn out not to be ours.
            case IntakeFact.NotAccepted _ -> isIntake(stage) || stage instanceof Stage.Accepted;
            case IntakeFact.SettledAtOnce _, IntakeFact.Submitted _ -> stage instanceof Stage.Accepted;
            case IntakeFact.Rechecked _ -> stage instanceof Stage.Accepted || stage instanceof Stage.Submitted;
        };
    }

    private static boolean allowsCustomer(Stage stage, CustomerFact fact) {
        return switch (fact) {
            case CustomerFact.ResultTold _ -> stage instanceof Stage.ToBeTold;
            case CustomerFact.FollowUpInstructed _, CustomerFact.FollowUpAssigned _, CustomerFact.FollowedUp _ ->
                stage instanceof Stage.Told;
            case CustomerFact.SecondDispatchDecided _ -> stage instanceof Stage.Objected;
            case CustomerFact.CallbackRenewed _, CustomerFact.OtherChannelUsed _, CustomerFact.UnreachableAccepted _ ->
                stage.isOpen();
            case CustomerFact.TellingFailed _,
                    CustomerFact.ProgressTold _,
                    CustomerFact.PlanAgreed _,
                    CustomerFact.Promised _,
                    CustomerFact.CompensationPromised _,
                    CustomerFact.ObjectionNoted _ -> stage.isOpen() && !isIntake(stage);
        };
    }

    private static boolean isIntake(Stage stage) {
        return stage instanceof Stage.Intake || stage instanceof Stage.AwaitingDocuments;
    }

    private static boolean isWorkedOn(Stage stage) {
        return stage instanceof Stage.AtDepartment
                || stage instanceof Stage.UnderReview
                || stage instanceof Stage.ToBeTold;
    }
}
