package hearback.agent.testing;

import hearback.agent.flow.TicketStore;

final class InMemoryTicketStoreTest extends TicketStoreContract {
    private final InMemoryTicketStore store = new InMemoryTicketStore();

    @Override
    protected TicketStore store() {
        return store;
    }
}
