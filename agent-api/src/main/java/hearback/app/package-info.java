/// The program: reads the settings, starts what is to run beside it, assembles the modules bottom first and stops
/// them in reverse. The only place that asks the system for time and chance.
@NullMarked
package hearback.app;

import org.jspecify.annotations.NullMarked;
