import CFFTW3

/// Makes FFTW's plans, from as many threads as one likes.
///
/// FFTW plans in state that the whole process shares, behind a lock that it takes only once it has been told to: here, for all
/// who plan. Plans may be executed side by side without it.
public enum FourierPlanner {
  private static let locks: Void = fftwf_make_planner_thread_safe()

  /// The plan that `make` makes with one of FFTW's `fftwf_plan_` functions.
  public static func plan<Plan>(_ make: () -> Plan) -> Plan {
    _ = locks
    return make()
  }
}
