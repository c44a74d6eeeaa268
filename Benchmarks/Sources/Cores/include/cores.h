#pragma once

/// Binds the calling thread to a core: the first or (where `last` is not 0) the last of those that the process may use.
/// `Baseline` and `Recorded` both do so, alike, so that the scheduler does not decide which of them is faster.
void cores_pin(int last);
