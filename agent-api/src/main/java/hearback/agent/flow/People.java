package hearback.agent.flow;

/// Who may come in, how, and who looks after that.
public record People(Admit admit, LogIn logIn, KeepAccounts accounts) {}
