package hearback.telephony.testing;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.PreviewWishes;

class InMemoryPreviewWishesTest extends PreviewWishesContract {
    private InMemoryPreviewWishes wishes = new InMemoryPreviewWishes();

    @Override
    protected PreviewWishes empty() {
        wishes = new InMemoryPreviewWishes();
        return wishes;
    }

    @Override
    protected void held(ServerName server, long fence) {
        wishes.held(server, fence);
    }

    @Override
    protected void heldByNobody(ServerName server) {
        wishes.heldByNobody(server);
    }
}
