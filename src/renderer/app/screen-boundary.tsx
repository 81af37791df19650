import { Component, type ReactNode } from "react";
import { ErrorNotice } from "../components/error-notice.tsx";

interface ScreenBoundaryProps {
  readonly children: ReactNode;
}

interface ScreenBoundaryState {
  readonly error: Error | null;
}

/** A screen that cannot be drawn takes only itself down: the frame stays, and every other place can be gone to. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, ScreenBoundaryState> {
  override state: ScreenBoundaryState = { error: null };

  static getDerivedStateFromError(error: Error): ScreenBoundaryState {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <ErrorNotice error={error} onRetry={() => this.setState({ error: null })} />;
  }
}
